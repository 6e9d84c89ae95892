import { type PlacementsOf, usePlacements } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { Problem } from '../../../components/problem.tsx';
import { BoneRows } from '../../../components/skeleton.tsx';
import { useLocale } from '../../../locales/use-locale.tsx';
import { PlacementTable } from './placement-table.tsx';

/** The placements that a figure is the sum of. `what` names them in the download. */
export const Parts = ({ of, what }: { of: PlacementsOf; what: string }) => {
  const { words } = useLocale();
  const { id, moment } = useCampaignContext();
  const { data, error, refetch } = usePlacements(id, moment, of);
  if (error && !data) {
    return <Problem error={error} what={words.what.placements} partial onRetry={() => void refetch()} />;
  }
  if (!data) return <BoneRows rows={10} height={44} />;
  return (
    <PlacementTable caption={words.placements.title} rows={data.placements} total={data.total} what={what} />
  );
};
