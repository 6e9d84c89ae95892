import type { EqualAge } from '../../../../api/contract.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { Figure } from '../../components/figure.tsx';
import { RankedBars, type RankedRow } from '../../components/ranked-bars.tsx';
import { dayOf, formatDayShort, wallOf } from '../../format/dates.ts';
import { organisationName } from '../../format/names.ts';
import { formatBounds, formatShort } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { useAgeName } from './use-age-name.ts';

/** Episodes at one age since their broadcast, from the largest down; those not that old yet stand below without a figure. */
export const AgedRanking = ({ data, age }: { data: EqualAge; age: string }) => {
  const { locale, words } = useLocale();
  const own = useCampaignWords();
  const { timeZone } = useCampaignContext();
  const { href } = usePageState();
  const ageName = useAgeName();
  const hours = data.ages.find(({ id }) => id === age)?.hours ?? 0;
  const ranked = data.episodes
    .map(episode => ({ episode, at: episode.at[age] ?? null }))
    .sort((a, b) => (b.at?.estimate.low ?? -1) - (a.at?.estimate.low ?? -1));
  if (ranked.every(({ at }) => at === null)) return <p className="table-empty">{own.age.empty}</p>;
  const rows = ranked.map(({ episode, at }, index): RankedRow => {
    const name = organisationName(episode, locale);
    const low = at?.estimate.low ?? null;
    const value = at && low !== null ? { low, high: at.estimate.high } : null;
    const why = episode.airedAt === null ? own.age.notAired : own.age.notYet(ageName(hours));
    const read = at?.low ?? null;
    return {
      key: episode.id,
      rank: value ? String(index + 1) : '',
      name: <span className="episode-organisation">{name}</span>,
      note: (
        <>
          {episode.airedAt !== null && formatDayShort(dayOf(Date.parse(episode.airedAt), timeZone), locale)}
          {read !== null && `${words.dot}${own.age.known(formatShort(read, locale))}`}
          {at === null && `${words.dot}${why}`}
        </>
      ),
      value,
      figure: <Figure value={value} of={name} reason={at === null ? why : words.table.missing} />,
      share: value && at?.estimated ? own.age.estimated : '',
      colour: '--accent',
      href: href({
        sheet: [{ kind: 'episode', id: episode.id }],
        ...(at ? { asOf: wallOf(Date.parse(at.at), timeZone) } : {}),
      }),
      label: value ? `${name}${words.colon}${formatBounds(value, locale)}` : `${name}${words.comma}${why}`,
    };
  });
  return <RankedBars rows={rows} label={own.age.at(ageName(hours))} />;
};
