import type { CatalogueChange } from '../../../../api/contract.ts';
import { formatMoment } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Fold } from './fold.tsx';
import { useCatalogueWords } from './words.ts';

type Props = { readonly changes: readonly CatalogueChange[]; readonly timeZone: string };

const ENTITIES = ['campaign', 'platform', 'account', 'episode', 'work', 'placement'] as const;
const ACTIONS = ['change', 'add', 'keep'] as const;
const SIGNS = { add: '+', change: '~', keep: '=' } as const;
/** Longer lists are closed at first, except what is overwritten: that is always in sight. */
const SHORT = 12;
const INSTANTS: ReadonlySet<string> = new Set(['airedAt', 'publishedAt']);

/** Changes by what they are of: overwritten fields with before and after, additions, and what is kept. */
export const ChangeGroups = ({ changes, timeZone }: Props) => {
  const { file: own } = useCatalogueWords();
  const groups = ENTITIES.flatMap(entity =>
    ACTIONS.flatMap(action => {
      const of = changes.filter(each => each.entity === entity && each.action === action);
      return of.length === 0 ? [] : [{ entity, action, of }];
    }),
  );
  return (
    <div className="changes">
      {groups.map(({ entity, action, of }) => (
        <Fold
          key={`${entity} ${action} ${of.length}`}
          className={`change-group change-${action}`}
          open={action === 'change' || (action === 'add' && of.length <= SHORT)}
          summary={
            <>
              <span className="change-sign" aria-hidden="true">
                {SIGNS[action]}
              </span>
              {own.entities[entity]} <span className="change-action">{own.actions[action]}</span>{' '}
              <span className="number">{own.count(formatFull(of.length))}</span>
            </>
          }
        >
          {() => (
            <ul>
              {of.map(change => (
                <Change key={change.id} change={change} timeZone={timeZone} />
              ))}
            </ul>
          )}
        </Fold>
      ))}
    </div>
  );
};

const Change = ({ change, timeZone }: { change: CatalogueChange; timeZone: string }) => {
  const { locale, words } = useLocale();
  const { file: own } = useCatalogueWords();
  const shown = (field: string, value: string | number | boolean | null): string => {
    if (value === null) return own.nothingValue;
    if (INSTANTS.has(field) && typeof value === 'string')
      return formatMoment(Date.parse(value), timeZone, locale);
    return typeof value === 'number' ? formatFull(value) : String(value);
  };
  return (
    <li>
      <code className="mono">{change.id}</code> {change.name}
      {change.action === 'change' && (
        <dl className="change-fields">
          {change.fields.map(({ field, before, after }) => (
            <div key={field}>
              <dt>
                {own.fields[field] ?? field}
                {words.colon}
              </dt>
              <dd>
                <del>{shown(field, before)}</del> <span className="visually-hidden">{own.to}</span>
                <span aria-hidden="true">→</span> <ins>{shown(field, after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
};
