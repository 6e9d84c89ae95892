import { Link } from 'wouter';
import type { InboxRow } from '../../../../api/contract.ts';
import type { Column } from '../../components/data-table.tsx';
import { Icon } from '../../components/icons.tsx';
import { formatMomentShort } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import type { useNames } from './names.ts';
import type { useDecisions } from './use-decisions.ts';
import { useCatalogueWords } from './words.ts';

type Of = {
  readonly words: ReturnType<typeof useCatalogueWords>;
  readonly names: ReturnType<typeof useNames>;
  readonly decisions: ReturnType<typeof useDecisions>;
  readonly mayChange: boolean;
  readonly placeText: (entry: InboxRow) => string;
  readonly zone: (entry: InboxRow) => string;
  readonly placeHref: (entry: InboxRow) => string;
  readonly isNarrow: boolean;
};

/** What is told of an entry, and what can be done with it. */
export const inboxColumns = (of: Of): Column<InboxRow>[] => {
  const { words, names, placeText, zone, isNarrow } = of;
  if (isNarrow) return [stacked(of)];
  return [
    {
      key: 'title',
      header: words.inbox.item,
      value: ({ title }) => title,
      cell: entry => <Item entry={entry} />,
    },
    {
      key: 'account',
      header: words.inbox.account,
      value: ({ platform, account }) => `${names.platform(platform)} ${names.account(account)}`,
      cell: ({ platform, account }) => (
        <span className="nowrap">
          {names.platform(platform)}
          <span className="cell-note">{names.account(account)}</span>
        </span>
      ),
    },
    {
      key: 'published',
      header: words.inbox.published,
      value: ({ publishedAt }) => publishedAt,
      reason: () => words.inbox.unknownDate,
      cell: entry =>
        entry.publishedAt === null ? (
          <span data-hint={words.inbox.unknownDate}>—</span>
        ) : (
          <Moment at={entry.publishedAt} zone={zone(entry)} />
        ),
    },
    {
      key: 'proposal',
      header: words.inbox.proposal,
      value: entry => `${placeText(entry)} ${entry.proposal?.doubt ?? ''}`,
      cell: entry => (
        <span className="cell-title">
          {placeText(entry)}
          <Why entry={entry} />
        </span>
      ),
    },
    {
      key: 'action',
      header: words.inbox.action,
      value: ({ state }) => words.inbox.states[state],
      cell: entry => <Actions entry={entry} of={of} />,
    },
  ];
};

/** Everything of an entry in one block, for a phone. */
const stacked = (of: Of): Column<InboxRow> => {
  const { words, names, placeText, zone } = of;
  return {
    key: 'title',
    header: words.inbox.item,
    value: entry =>
      `${entry.title} ${names.platform(entry.platform)} ${names.account(entry.account)} ${placeText(entry)}`,
    cell: entry => (
      <div className="inbox-block">
        <Item entry={entry} />
        <span className="cell-note">
          {names.platform(entry.platform)} {names.account(entry.account)}{' '}
          {entry.publishedAt !== null && <Moment at={entry.publishedAt} zone={zone(entry)} />}
        </span>
        <span className="inbox-place">→ {placeText(entry)}</span>
        <Why entry={entry} />
        <Actions entry={entry} of={of} />
      </div>
    ),
  };
};

/** What speaks for the proposal, or against it. */
const Why = ({ entry: { state, proposal } }: { entry: InboxRow }) => {
  const { why } = useCatalogueWords();
  if (state !== 'waiting' || !proposal) return null;
  return <span className="cell-note">{why(proposal.confident ? proposal.rule : proposal.doubt)}</span>;
};

const Moment = ({ at, zone }: { at: string; zone: string }) => {
  const { locale } = useLocale();
  return <span className="nowrap">{formatMomentShort(Date.parse(at), zone, locale)}</span>;
};

const Item = ({ entry }: { entry: InboxRow }) => {
  const { words } = useLocale();
  return (
    <span className="cell-title">
      {entry.url === '' ? (
        entry.title
      ) : (
        <a className="quiet-link" href={entry.url} target="_blank" rel="noreferrer">
          {entry.title} <Icon name="link" size={12} />
        </a>
      )}
      <span className="cell-note">
        {words.kinds[entry.kind]}
        {words.dot}
        <span className="mono">{entry.externalId}</span>
      </span>
    </span>
  );
};

const Actions = ({ entry, of }: { entry: InboxRow; of: Of }) => {
  const links = useLinks();
  const { inbox, placementNo } = useCatalogueWords();
  const { decisions, mayChange, placeText, placeHref } = of;
  if (entry.state === 'accepted') {
    return entry.placementId === null ? null : (
      <Link className="text-link nowrap" href={links.placement(entry.placementId)}>
        {placementNo(entry.placementId)}
      </Link>
    );
  }
  if (!mayChange) return <span>{inbox.states[entry.state]}</span>;
  const busy = decisions.pending !== null;
  if (entry.state === 'ignored') {
    return (
      <button
        type="button"
        className="tool row-tool"
        disabled={busy}
        aria-label={inbox.restoreOf(entry.title)}
        onClick={() => void decisions.decide(entry, 'restore')}
      >
        {inbox.restore}
      </button>
    );
  }
  const sure = entry.proposal?.confident === true;
  const where = sure ? inbox.elsewhere : inbox.place;
  return (
    <span className="row-tools">
      {sure && (
        <button
          type="button"
          className="tool row-tool strong"
          disabled={busy}
          aria-label={inbox.acceptOf(entry.title, placeText(entry))}
          onClick={() => void decisions.decide(entry, 'accept')}
        >
          {inbox.accept}
        </button>
      )}
      <Link className="tool row-tool" href={placeHref(entry)} aria-label={inbox.toOf(where, entry.title)}>
        {where}
      </Link>
      <button
        type="button"
        className="tool row-tool"
        disabled={busy}
        aria-label={inbox.ignoreOf(entry.title)}
        onClick={() => void decisions.decide(entry, 'ignore')}
      >
        {inbox.ignore}
      </button>
    </span>
  );
};
