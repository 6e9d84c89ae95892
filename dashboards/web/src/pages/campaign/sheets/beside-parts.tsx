import type { BesidePlacements } from '../../../../../api/contract.ts';
import { campaignPart } from '../../../api/campaign-part.ts';
import { useGet } from '../../../api/queries.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { BoneRows } from '../../../components/skeleton.tsx';
import { useLocale } from '../../../locales/use-locale.tsx';
import { PlacementTable } from './placement-table.tsx';

type Props = {
  readonly family: BesidePlacements['family'];
  /** A kind of act; null: the placements that are counted by the family. */
  readonly metric: BesidePlacements['metric'];
  /** What is counted. */
  readonly label: string;
};

/** The placements that a figure beside the total comes from. What is never added has no line that adds it. */
export const BesideParts = ({ family, metric, label }: Props) => {
  const { words } = useLocale();
  const { id, moment } = useCampaignContext();
  const query = useGet<BesidePlacements>(campaignPart(id, 'beside', { family, metric, ...moment }));
  return (
    <Answered
      query={query}
      what={words.what.placements}
      partial
      skeleton={<BoneRows rows={10} height={44} />}
    >
      {({ placements, added, low, high }) => (
        <PlacementTable
          caption={words.placements.title}
          rows={placements}
          what={metric ?? family}
          counting={label}
          {...(added && low !== null ? { total: { low, high } } : {})}
        />
      )}
    </Answered>
  );
};
