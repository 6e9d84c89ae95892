import type { ReactNode } from 'react';
import { useLocale } from '../../locales/use-locale.tsx';
import { Popover } from '../popover.tsx';
import type { Column } from './column.ts';

type Choice = {
  readonly shown: readonly { readonly key: string }[];
  readonly choices: readonly Pick<Column<never>, 'key' | 'header'>[];
  readonly toggle: (key: string) => void;
  readonly reset: () => void;
};

type Props = {
  /** Null where the table has no filter. */
  readonly typed: string | null;
  /** What may be typed. */
  readonly hint: string;
  readonly onTyped: (typed: string) => void;
  readonly count: string;
  readonly choice: Choice | null;
  readonly children: ReactNode;
};

/** Above a table: the filter, how many rows it leaves, the columns, and what else the page offers. */
export const TableTools = ({ typed, hint, onTyped, count, choice, children }: Props) => {
  const { words } = useLocale();
  return (
    <div className="table-tools">
      {typed !== null && (
        <input
          type="search"
          className="table-filter"
          placeholder={hint}
          aria-label={`${words.table.filter}${words.colon}${hint}`}
          value={typed}
          onChange={event => onTyped(event.target.value)}
        />
      )}
      <span className="table-count" role="status">
        {count}
      </span>
      <span className="table-more-tools">
        {choice && <ColumnChoice {...choice} />}
        {children}
      </span>
    </div>
  );
};

const ColumnChoice = ({ shown, choices, toggle, reset }: Choice) => {
  const { words } = useLocale();
  return (
    <Popover icon="columns" label={words.table.columns}>
      {() => (
        <>
          {choices.map(({ key, header }) => (
            <label key={key} className="popover-item">
              <input
                type="checkbox"
                checked={shown.some(column => column.key === key)}
                onChange={() => toggle(key)}
              />
              {header}
            </label>
          ))}
          <button type="button" className="popover-item" onClick={reset}>
            {words.table.all}
          </button>
        </>
      )}
    </Popover>
  );
};
