import { Link } from 'wouter';
import type { AdjustmentRow } from '../../../../../api/contract.ts';
import { useEpisodes } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { formatMomentShort } from '../../../format/dates.ts';
import { organisationName } from '../../../format/names.ts';
import { formatFull } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { usePageState } from '../../../url/use-state.ts';

/** Every change by hand in the total: how much, where it counts, who signed it and why. */
export const AdjustmentsSheet = () => {
  const own = useCampaignWords();
  const { campaign } = useCampaignContext();
  return (
    <>
      <p className="sheet-text">{campaign.adjustments.length === 0 ? own.adjusted.none : own.adjusted.how}</p>
      <AdjustmentList adjustments={campaign.adjustments} />
    </>
  );
};

/** The adjustments of a sheet's own part; nothing where it has none. */
export const AdjustmentList = ({ adjustments }: { adjustments: readonly AdjustmentRow[] }) => {
  const { locale, words } = useLocale();
  const own = useCampaignWords();
  const { id, moment, timeZone } = useCampaignContext();
  const { sheetHref } = usePageState();
  const episodes = useEpisodes(id, moment, { enabled: adjustments.length > 0 });
  if (adjustments.length === 0) return null;
  const where = (episodeId: string | null): string => {
    const episode = episodes.data?.episodes.find(row => row.id === episodeId);
    return episode ? organisationName(episode, locale) : (episodeId ?? own.adjusted.campaign);
  };
  return (
    <ul className="adjustments">
      {adjustments.map(adjustment => (
        <li key={adjustment.id}>
          <p className="adjustment-name">
            <b className="number">{signedFull(adjustment)}</b> {own.adjusted.kinds[adjustment.kind]}
            {words.dot}
            {where(adjustment.episodeId)}
            {adjustment.placementId !== null && (
              <>
                {words.dot}
                <Link
                  href={sheetHref({ kind: 'placement', id: adjustment.placementId })}
                  className="text-link"
                >
                  {`${words.placements.number} ${adjustment.placementId}`}
                </Link>
              </>
            )}
          </p>
          <p>{adjustment.reason}</p>
          <p className="cell-note">
            {[
              adjustment.author,
              formatMomentShort(Date.parse(adjustment.recordedAt), timeZone, locale),
              own.adjusted.from(formatMomentShort(Date.parse(adjustment.effectiveAt), timeZone, locale)),
            ].join(words.dot)}
          </p>
        </li>
      ))}
    </ul>
  );
};

const signedFull = ({ low, high }: AdjustmentRow): string => {
  const signed = (value: number) => `${value > 0 ? '+' : ''}${formatFull(value)}`;
  return low === high ? signed(low) : `${signed(low)} – ${signed(high)}`;
};
