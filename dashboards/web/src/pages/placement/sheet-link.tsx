import { Link } from 'wouter';
import { useSheets } from '../../url/use-params.ts';

type Props = {
  readonly kind: 'payload' | 'decide' | 'fall';
  readonly id: string;
  /** Says more than the words seen, for readers of the screen; holds them. */
  readonly label: string;
  readonly children: string;
};

/** Opens a sheet. A component of its own, so that columns do not change with the address. */
export const SheetLink = ({ kind, id, label, children }: Props) => {
  const { hrefOf } = useSheets();
  return (
    <Link href={hrefOf(kind, id)} className="text-link nowrap no-print" aria-label={label}>
      {children}
    </Link>
  );
};
