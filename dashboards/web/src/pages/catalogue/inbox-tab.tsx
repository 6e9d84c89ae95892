import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { CampaignCatalogue, CatalogueOverview, Inbox, InboxRow } from '../../../../api/contract.ts';
import { getJson, queryOf } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Notice } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useTableView } from '../../components/table/use-table-view.ts';
import { useNarrow } from '../../components/use-narrow.ts';
import { formatFull } from '../../format/numbers.ts';
import { useSheets } from '../../url/use-params.ts';
import { BulkAccept } from './bulk-accept.tsx';
import { FilterChoice } from './choice.tsx';
import { DiscoverForm } from './discover-form.tsx';
import { DiscoverLine } from './discover-line.tsx';
import { EntryForm } from './entry-form.tsx';
import { inboxColumns } from './inbox-columns.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { proposedCampaigns, useNames } from './names.ts';
import { OutcomeLine } from './outcome-line.tsx';
import { SHOWN, SURENESS, useCatalogueState } from './params.ts';
import { Signer } from './signer.tsx';
import { Snippets } from './snippet.tsx';
import { useDecisions } from './use-decisions.ts';
import { useCatalogueWords } from './words.ts';

const MOST = 2_000;

/** Titles of episodes, for campaigns that entries seem to belong to. */
const useEpisodeTitles = (campaigns: readonly string[]): ReadonlyMap<string, string> => {
  const answers = useQueries({
    queries: campaigns.map(id => {
      const path = `/campaigns/${encodeURIComponent(id)}/catalogue`;
      return { queryKey: [path], queryFn: () => getJson<CampaignCatalogue>(path) };
    }),
    combine: all =>
      all
        .flatMap(
          ({ data }) => data?.episodes.map(({ id, title }) => `${data.campaign}\n${id}\n${title}`) ?? [],
        )
        .join('\r'),
  });
  return useMemo(
    () =>
      new Map(
        answers.split('\r').map(line => {
          const [campaign = '', id = '', title = ''] = line.split('\n');
          return [`${campaign}\n${id}`, title];
        }),
      ),
    [answers],
  );
};

/** Items of our accounts that wait for a person: filtered, accepted, put elsewhere, ignored. */
export const InboxTab = ({ overview }: { overview: CatalogueOverview }) => {
  const { state } = useCatalogueState();
  const words = useCatalogueWords();
  const query = useGet<Inbox>(`/inbox${queryOf({ show: state.show, limit: String(MOST) })}`, {
    everyMs: 60_000,
    keep: true,
  });
  return (
    <>
      <DiscoverLine overview={overview} />
      <Answered query={query} what={words.inbox.what}>
        {({ entries }) => <Entries overview={overview} entries={entries} />}
      </Answered>
    </>
  );
};

type Props = { readonly overview: CatalogueOverview; readonly entries: readonly InboxRow[] };

const Entries = ({ overview, entries }: Props) => {
  const words = useCatalogueWords();
  const names = useNames(overview);
  const { state, go } = useCatalogueState();
  const sheets = useSheets();
  const view = useTableView();
  const decisions = useDecisions();
  const isNarrow = useNarrow();
  const titles = useEpisodeTitles(proposedCampaigns(entries));
  const placeText = ({ proposal, state }: InboxRow): string => {
    if (!proposal) return words.inbox.none;
    if (!proposal.confident && proposal.episode === null) return words.inbox.unsure;
    const episode =
      proposal.episode === null
        ? words.alone
        : (titles.get(`${proposal.campaign}\n${proposal.episode}`) ?? proposal.episode);
    const full =
      overview.campaigns.length > 1 ? `${names.campaign(proposal.campaign)} › ${episode}` : episode;
    return proposal.confident || state !== 'waiting' ? full : words.inbox.maybe(full);
  };
  const kept = entries.filter(
    entry =>
      (state.platform === '' || entry.platform === state.platform) &&
      (state.sure === 'all' || (entry.proposal?.confident ?? false) === (state.sure === 'sure')),
  );
  const sure = entries.filter(entry => entry.state === 'waiting' && entry.proposal?.confident);
  const platforms = [...new Set(entries.map(({ platform }) => platform))];
  const { top } = sheets;
  const chosen = top?.kind === 'entry' ? entries.find(({ id }) => id === top.id) : undefined;
  const { mayChange } = overview;
  return (
    <>
      <div className="filters">
        <FilterChoice
          label={words.inbox.show}
          value={state.show}
          options={SHOWN.map(value => ({ value, label: words.inbox.states[value] }))}
          onChange={show => go({ show: SHOWN.find(each => each === show) ?? 'waiting' })}
        />
        {(platforms.length > 1 || state.platform !== '') && (
          <FilterChoice
            label={words.inbox.platform}
            value={state.platform}
            options={[
              { value: '', label: words.inbox.allPlatforms },
              ...[...new Set([...platforms, ...(state.platform === '' ? [] : [state.platform])])].map(
                value => ({
                  value,
                  label: names.platform(value),
                }),
              ),
            ]}
            onChange={platform => go({ platform })}
          />
        )}
        {entries.length > 0 && (
          <FilterChoice
            label={words.inbox.sure}
            value={state.sure}
            options={SURENESS.map(value => ({ value, label: words.inbox.sures[value] }))}
            onChange={value => go({ sure: SURENESS.find(each => each === value) ?? 'all' })}
          />
        )}
        {mayChange && entries.length > 0 && (
          <Signer value={decisions.by} onChange={decisions.sign} wanted={decisions.unsigned} />
        )}
        {mayChange && sure.length > 0 && (
          <Link className="button bulk" href={sheets.hrefOf('bulk')}>
            {words.inbox.bulk(formatFull(sure.length))}
          </Link>
        )}
      </div>
      <OutcomeLine decisions={decisions} placeText={placeText} />
      <Snippets placed={decisions.placed} />
      {entries.length === 0 ? (
        <InboxEmpty overview={overview} show={state.show} />
      ) : (
        <DataTable
          caption={words.inbox.caption}
          columns={inboxColumns({
            ...{ words, names, placeText, decisions, mayChange },
            zone: entry => names.zone(entry.proposal?.campaign),
            placeHref: entry => sheets.hrefOf('entry', entry.id),
            isNarrow,
          })}
          rows={kept}
          rowKey={({ id }) => id}
          filter
          {...view}
          empty={
            <>
              {words.inbox.noMatch}{' '}
              <button
                type="button"
                className="text-link"
                onClick={() => go({ platform: '', sure: 'all', q: '' })}
              >
                {words.inbox.clear}
              </button>
            </>
          }
        />
      )}
      {entries.length >= MOST && <Notice icon="list">{words.inbox.capped}</Notice>}
      {top?.kind === 'entry' && (
        <Sheet
          title={chosen?.title || words.inbox.sheetTitle}
          eyebrow={words.inbox.sheetTitle}
          onClose={sheets.close}
        >
          {chosen && mayChange ? (
            <EntryForm
              overview={overview}
              entry={chosen}
              onDone={decided => {
                decisions.note([decided]);
                sheets.close();
              }}
              onCancel={sheets.close}
            />
          ) : (
            <p>{mayChange ? words.inbox.gone : words.readOnly}</p>
          )}
        </Sheet>
      )}
      {top?.kind === 'discover' && mayChange && (
        <Sheet title={words.discover.title} onClose={sheets.close}>
          <DiscoverForm overview={overview} onDone={sheets.close} />
        </Sheet>
      )}
      {top?.kind === 'bulk' && mayChange && (
        <Sheet title={words.inbox.bulkTitle} onClose={sheets.close}>
          <BulkAccept entries={sure} placeText={placeText} onDone={decisions.note} onClose={sheets.close} />
        </Sheet>
      )}
    </>
  );
};
