import type { CatalogueOverview, CatalogueTrail } from '../../../../api/contract.ts';
import { queryOf } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { Empty } from '../../components/problem.tsx';
import { formatMoment } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { ChangeGroups } from './changes.tsx';
import { FilterChoice } from './choice.tsx';
import { Fold } from './fold.tsx';
import { useNames } from './names.ts';
import { useCatalogueState } from './params.ts';
import { useCatalogueWords } from './words.ts';

const MOST = 200;

/** Who changed the catalogue, when, by which file, and what it changed. */
export const TrailTab = ({ overview }: { overview: CatalogueOverview }) => {
  const own = useCatalogueWords();
  const { state, go } = useCatalogueState();
  const names = useNames(overview);
  const query = useGet<CatalogueTrail>(
    `/catalogue/changes${queryOf({ campaign: state.campaign || null, limit: String(MOST) })}`,
    { keep: true },
  );
  return (
    <>
      {overview.campaigns.length > 1 && (
        <div className="filters">
          <FilterChoice
            label={own.campaign}
            value={state.campaign}
            options={[
              { value: '', label: own.allCampaigns },
              ...overview.campaigns.map(({ id }) => ({ value: id, label: names.campaign(id) })),
            ]}
            onChange={campaign => go({ campaign })}
          />
        </div>
      )}
      <Answered
        query={query}
        what={own.trail.what}
        empty={({ changes }) =>
          changes.length === 0 && (
            <Empty title={own.trail.empty}>
              <p>{own.trail.emptyWhat}</p>
            </Empty>
          )
        }
      >
        {({ changes }) => (
          <>
            <ol className="trail" aria-label={own.trail.caption}>
              {changes.map(entry => (
                <Entry key={entry.id} entry={entry} overview={overview} />
              ))}
            </ol>
            {changes.length >= MOST && <p className="field-note">{own.trail.newest}</p>}
          </>
        )}
      </Answered>
    </>
  );
};

type EntryProps = { readonly entry: CatalogueTrail['changes'][number]; readonly overview: CatalogueOverview };

const Entry = ({ entry, overview }: EntryProps) => {
  const { words, locale } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const zone = names.zone(entry.campaign);
  return (
    <li>
      <p className="trail-head">
        <time dateTime={entry.recordedAt}>{formatMoment(Date.parse(entry.recordedAt), zone, locale)}</time>
        <span>{entry.by || own.trail.nobody}</span>
        <b>{own.trail.actions[entry.action]}</b>
        {entry.action !== 'apply' && <span>{entry.changes[0]?.name}</span>}
        <span className="mono">{entry.subject}</span>
      </p>
      <p className="cell-note">
        {entry.campaign !== '' && `${names.campaign(entry.campaign)}${words.dot}`}
        {zone}
        {entry.reason !== '' && `${words.dot}${entry.reason}`}
      </p>
      {entry.fileHash !== '' && (
        <p className="cell-note">
          {own.file.hash} <span className="mono">{entry.fileHash}</span>
        </p>
      )}
      {entry.add + entry.change > 0 && (
        <Fold
          className="trail-changes"
          summary={`${own.trail.sum(formatFull(entry.add), formatFull(entry.change))}${words.dot}${own.trail.details}`}
        >
          {() => <ChangeGroups changes={entry.changes} timeZone={zone} />}
        </Fold>
      )}
    </li>
  );
};
