import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Bounds } from '../format/numbers.ts';
import './ranked-bars.css';

export type RankedRow = {
  readonly key: string;
  readonly rank: string;
  readonly name: ReactNode;
  readonly note?: ReactNode;
  /** Null draws no bar. */
  readonly value: Bounds | null;
  readonly figure: ReactNode;
  readonly share: string;
  /** Colour token of the bar. */
  readonly colour: string;
  /** Opens where the figure comes from. */
  readonly href: string;
  readonly label: string;
};

/**
 * Horizontal bars from zero, largest first, the value at the end. The solid part is the lower end; where the upper end
 * is visibly higher, the rest is hatched. Made of text and boxes: it reads, links, prints and zooms like a page.
 */
export const RankedBars = ({ rows, label }: { rows: readonly RankedRow[]; label: string }) => {
  const longest = Math.max(1, ...rows.flatMap(({ value }) => (value ? [value.high ?? value.low] : [])));
  const percent = (value: number) => `${(100 * value) / longest}%`;
  return (
    <ol className="ranked" aria-label={label}>
      {rows.map(row => (
        <li key={row.key} className="ranked-row">
          <span className="ranked-rank number" aria-hidden="true">
            {row.rank}
          </span>
          <span className="ranked-name">
            <Link href={row.href} className="ranked-link" aria-label={row.label}>
              {row.name}
            </Link>
            {row.note && <span className="ranked-note">{row.note}</span>}
          </span>
          <span className="ranked-value">{row.figure}</span>
          <span className="ranked-share number">{row.share}</span>
          <span className="ranked-bar" aria-hidden="true">
            {row.value && <Bar value={row.value} colour={row.colour} percent={percent} />}
          </span>
        </li>
      ))}
    </ol>
  );
};

type BarProps = { value: Bounds; colour: string; percent: (value: number) => string };

const Bar = ({ value: { low, high }, colour, percent }: BarProps) => (
  <>
    <span className="bar-fill" style={{ width: percent(low), background: `var(${colour})` }} />
    {high !== null && high > low && (
      <span
        className="bar-open"
        style={{ left: percent(low), width: percent(high - low), color: `var(${colour})` }}
      />
    )}
  </>
);
