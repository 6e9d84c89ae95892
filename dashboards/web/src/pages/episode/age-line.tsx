import type { EqualAge } from '../../../../api/contract.ts';
import { campaignPart } from '../../api/campaign-part.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useSourceLine } from '../../components/campaign/use-source-line.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Figure } from '../../components/figure.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { fileStem } from '../../format/csv.ts';
import { wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { type AgedRow, agedRows } from './aged-rows.ts';
import { useEpisodeWords } from './words.ts';

/** Where the episode stood at each age since its broadcast, and its place among the others of that age. */
export const AgeLine = ({ id }: { id: string }) => {
  const own = useEpisodeWords().age;
  const { id: campaign, moment, campaign: data, asOf, timeZone } = useCampaignContext();
  const query = useGet<EqualAge>(campaignPart(campaign, 'equal-age', moment), { keep: true });
  const columns = useColumns();
  const rows = query.data ? agedRows(query.data, id) : [];
  return (
    <ChartFrame
      id="age"
      title={own.title}
      subtitle={own.subtitle}
      source={useSourceLine()}
      name={fileStem(campaign, `episode-${id}-ages`, wallOf(asOf, timeZone), data.formula.name)}
      table={rows.length > 0 ? { columns, rows, rowKey: row => row.id } : null}
    >
      <Answered query={query} what={own.what} partial skeleton={<Bone width="100%" height={64} />}>
        {() => (
          <dl className="ages">
            {rows.map(row => (
              <Age key={row.id} row={row} />
            ))}
          </dl>
        )}
      </Answered>
    </ChartFrame>
  );
};

const Age = ({ row }: { row: AgedRow }) => {
  const { words } = useLocale();
  const own = useEpisodeWords().age;
  const notes = [
    ...(row.place === null ? [] : [own.rank(row.place, row.of)]),
    ...(row.estimated ? [own.estimated] : []),
  ];
  return (
    <div>
      <dt>{own.hours(row.hours)}</dt>
      <dd>
        <Figure
          value={row.value}
          of={own.hours(row.hours)}
          reason={row.at === null ? own.notYet : own.nothing}
        />
        <span className="cell-note">
          {row.value ? notes.join(words.dot) : row.at === null ? own.notYet : own.nothing}
        </span>
      </dd>
    </div>
  );
};

const useColumns = (): Column<AgedRow>[] => {
  const own = useEpisodeWords().age;
  return [
    { key: 'age', header: own.age, value: row => own.hours(row.hours) },
    { key: 'at', header: `${own.at} (UTC)`, value: row => row.at },
    { key: 'low', header: own.low, numeric: true, value: row => row.value?.low ?? null },
    { key: 'high', header: own.high, numeric: true, value: row => row.value?.high ?? null },
    { key: 'place', header: own.place, numeric: true, value: row => row.place },
    { key: 'of', header: own.of, numeric: true, value: row => row.of },
  ];
};
