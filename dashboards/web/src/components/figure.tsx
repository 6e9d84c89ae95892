import { Link } from 'wouter';
import { type Bounds, formatBounds, formatBoundsFull, formatFull, formatGrowth } from '../format/numbers.ts';
import { useLocale } from '../locales/use-locale.tsx';

type Props = {
  /** Null is a missing value: shown as “—” with the reason on focus, never as zero. */
  readonly value: Bounds | null;
  /** Address of the sheet that says where the figure comes from. */
  readonly href?: string;
  readonly reason?: string;
  /** What the figure is of, for readers of the screen. */
  readonly of?: string;
};

/** A count in short form; full digits on hover, focus or tap, and a quiet link to where it comes from. */
export const Figure = ({ value, href, reason, of }: Props) => {
  const { locale, words } = useLocale();
  const full = value ? formatBoundsFull(value, locale) : (reason ?? words.table.missing);
  const shown = value ? formatBounds(value, locale) : '—';
  // The name holds what is seen, so that it can be spoken to; then the full digits or the reason.
  const label = `${of ? `${of}${words.colon}` : ''}${shown === full ? shown : `${shown}${words.comma}${full}`}`;
  if (href) {
    return (
      <Link href={href} className="figure number quiet-link" data-hint={full} aria-label={label}>
        {shown}
      </Link>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: full digits and reasons must be reachable by keyboard and touch.
    <span className="figure number" data-hint={full} tabIndex={0} role="note" aria-label={label}>
      {shown}
    </span>
  );
};

/** Growth between two instants: signed, with both instants on hover, focus or tap. */
export const Growth = ({ value, between }: { value: number; between: string }) => {
  const { locale, words } = useLocale();
  const sign = value > 0 ? '+' : '';
  return (
    <span
      className="figure number"
      data-hint={`${sign}${formatFull(value)}\n${between}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: full digits must be reachable by keyboard and touch.
      tabIndex={0}
      role="note"
      aria-label={`${formatGrowth(value, locale)}${words.comma}${sign}${formatFull(value)}${words.comma}${between}`}
    >
      {formatGrowth(value, locale)}
    </span>
  );
};
