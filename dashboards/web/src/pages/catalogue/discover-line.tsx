import { Link } from 'wouter';
import type { CatalogueOverview, Discoveries } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Icon } from '../../components/icons.tsx';
import { Progress } from '../../components/progress.tsx';
import { formatMomentShort } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { useNames } from './names.ts';
import { useRefreshAfter } from './use-refresh-after.ts';
import { useCatalogueWords } from './words.ts';

type Look = NonNullable<Discoveries['last']>;

/** A look that another process began is seen within this time. */
const LIVE_MS = 3_000;

/** Looking for new items: how far it is, what the last look found, when the next one is, and the button. */
export const DiscoverLine = ({ overview }: { overview: CatalogueOverview }) => {
  const { discover: own } = useCatalogueWords();
  const { locale } = useLocale();
  const names = useNames(overview);
  const sheets = useSheets();
  const query = useGet<Discoveries>('/discoveries', { everyMs: LIVE_MS });
  const last = query.data?.last ?? null;
  const isLooking = last !== null && last.endedAt === null;
  useRefreshAfter(isLooking);
  const zone = names.zone(undefined);
  const at = (instant: string): string => formatMomentShort(Date.parse(instant), zone, locale);
  if (!query.data) return null;
  return (
    <section className="discover" aria-label={own.title}>
      {isLooking ? (
        <Progress
          label={own.title}
          doing={own.doing(last.by === '' ? own.schedule : last.by)}
          leave
          parts={[
            {
              ...{ key: 'lists', label: own.lists, done: last.accounts.length, total: last.total },
              failed: last.accounts.filter(({ fault }) => fault !== null).length,
              note: own.soFar(formatFull(last.found)),
            },
          ]}
        />
      ) : (
        <p className="discover-line">
          {overview.mayChange && (
            <Link className="button" href={sheets.hrefOf('discover')}>
              <Icon name="search" />
              {own.open}
            </Link>
          )}
          <span>
            {last === null ? own.never : own.last(at(last.endedAt ?? last.startedAt), formatFull(last.found))}{' '}
            {query.data.next === null ? own.unscheduled : own.next(at(query.data.next))}
          </span>
        </p>
      )}
      {last !== null && !isLooking && <Faults look={last} overview={overview} />}
    </section>
  );
};

const Faults = ({ look, overview }: { look: Look; overview: CatalogueOverview }) => {
  const { words, say } = useLocale();
  const { discover: own } = useCatalogueWords();
  const names = useNames(overview);
  const faults = look.accounts.flatMap(account =>
    account.fault ? [{ ...account, fault: account.fault }] : [],
  );
  if (look.fault === null && faults.length === 0) return null;
  return (
    <details className="discover-faults">
      <summary>{look.fault ? own.early : own.faults(formatFull(faults.length))}</summary>
      <ul>
        {look.fault && <li>{say(look.fault)}</li>}
        {faults.map(({ platform, account, fault }) => (
          <li key={`${platform} ${account}`}>
            {names.platform(platform)}
            {words.dot}
            {names.account(account)}
            {words.colon}
            {say(fault)}
          </li>
        ))}
      </ul>
    </details>
  );
};
