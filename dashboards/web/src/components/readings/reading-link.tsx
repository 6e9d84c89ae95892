import { Link } from 'wouter';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { useSheets } from '../../url/use-params.ts';
import { usePageState } from '../../url/use-state.ts';

type Props = {
  readonly kind: 'payload' | 'decide';
  readonly id: string;
  /** Says more than the words seen, for readers of the screen; holds them. */
  readonly label: string;
  /** The placement, where its own page is not the one that is open: the link leads there. */
  readonly elsewhere: number | null;
  readonly children: string;
};

/** Opens a sheet about a reading. A component of its own, so that columns do not change with the address. */
export const ReadingLink = ({ kind, id, label, elsewhere, children }: Props) => {
  const { hrefOf } = useSheets();
  const { state } = usePageState();
  const links = useLinks();
  const href =
    elsewhere === null ? hrefOf(kind, id) : links.placement(elsewhere, momentOf(state), { kind, id });
  return (
    <Link href={href} className="text-link nowrap no-print" aria-label={label}>
      {children}
    </Link>
  );
};
