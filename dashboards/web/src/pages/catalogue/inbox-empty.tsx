import { Link } from 'wouter';
import type { CatalogueOverview } from '../../../../api/contract.ts';
import { Empty } from '../../components/problem.tsx';
import { useNames } from './names.ts';
import { CLEARED, type SHOWN, useCatalogueState } from './params.ts';
import { useCatalogueWords } from './words.ts';

type Props = { readonly overview: CatalogueOverview; readonly show: (typeof SHOWN)[number] };

/** Nothing waits: what will appear here and when, and what can be done meanwhile. */
export const InboxEmpty = ({ overview, show }: Props) => {
  const words = useCatalogueWords();
  const names = useNames(overview);
  const { href } = useCatalogueState();
  const listed = overview.platforms.filter(platform => platform.listed).map(({ id }) => names.platform(id));
  return (
    <Empty title={show === 'waiting' ? words.inbox.empty : words.inbox.emptyState[show]}>
      <p>{listed.length > 0 ? words.inbox.emptyWhat(listed.join('、')) : words.inbox.emptyNoPlatforms}</p>
      <p>{words.inbox.emptyDo}</p>
      <Link href={href({ ...CLEARED, tab: 'links' })} className="button">
        {words.tabs.links}
      </Link>
    </Empty>
  );
};
