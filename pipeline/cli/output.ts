import Table from 'cli-table3';
import stringWidth from 'string-width';
import type { Count } from '../domain/count.ts';

/** Writes one line of an answer to stdout. Everything that is no answer goes to stderr, through {@link note}. */
export const print = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

export const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** One JSON document on stdout, for machines. */
export const json = (value: unknown): void => print(JSON.stringify(value, null, 2));

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

const NO_FRAME = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** Rows under a heading and a rule, columns aligned by what the text takes on screen (a Chinese character takes two). */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const width = (index: number): number =>
    Math.max(...[columns.map(({ title }) => title), ...rows].map(row => stringWidth(row[index] ?? '')));
  const rule = columns.map((_, index) => '─'.repeat(width(index)));
  const drawn = new Table({
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: NO_FRAME,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(
    columns.map(({ title }) => title),
    rule,
    ...rows.map(row => [...row]),
  );
  return drawn
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n');
};

const digits = new Intl.NumberFormat('en');

/** `18,420,715`, both ends where they differ (`1,100 – 1,299`), or `≥ 100,001` for an open upper end. */
export const formatCount = ({ low, high }: Count): string => {
  if (high === null) return `≥ ${digits.format(low)}`;
  return low === high ? digits.format(low) : `${digits.format(low)} – ${digits.format(high)}`;
};

/** `+1,200`, `−5,000 – −4,800`: what is added by hand, with its sign. */
export const formatSigned = ({ low, high }: { readonly low: number; readonly high: number }): string => {
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${digits.format(Math.abs(value))}`;
  return low === high ? signed(low) : `${signed(low)} – ${signed(high)}`;
};

export type ProgressBar = {
  /** How far it is, from 0 to 1, and what is being done. */
  update(share: number, doing: string): void;
  /** Takes the bar away. */
  stop(): void;
};

const BAR = 24;
/** Share of the way between two lines where there is no terminal to draw on. */
const STRIDE = 0.25;

/** A bar on a terminal, redrawn in place; a line at every quarter of the way anywhere else. On stderr. */
export const progressBar = (
  stream: { readonly isTTY?: boolean; write(text: string): unknown } = process.stderr,
): ProgressBar => {
  let quarters = 0;
  return {
    update: (share, doing) => {
      const percent = `${Math.floor(share * 100)}%`.padStart(4);
      if (stream.isTTY) {
        const full = Math.round(share * BAR);
        stream.write(`\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${percent}  ${doing}`);
      } else if (Math.floor(share / STRIDE) > quarters) {
        quarters = Math.floor(share / STRIDE);
        stream.write(`${percent}  ${doing}\n`);
      }
    },
    stop: () => {
      if (stream.isTTY) stream.write('\r\u001b[2K');
    },
  };
};
