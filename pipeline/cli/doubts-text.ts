import { DateTime } from 'luxon';
import type { Decided, Doubt } from '../jobs/doubts.ts';
import type { Fall } from '../jobs/falls.ts';
import { formatCount, table } from './output.ts';

/** What is left to be done after figures that a partner told were taken in. */
export const CONFIRM = ' They count once another person confirms them: renci doubts list.';

const LONGEST_TITLE = 24;
const shorten = (title: string): string => {
  const letters = [...title];
  return letters.length > LONGEST_TITLE ? `${letters.slice(0, LONGEST_TITLE - 1).join('')}…` : title;
};

const moment = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat('MM-dd HH:mm');
const where = ({ placement, placementId }: Pick<Doubt, 'placement' | 'placementId'>): string[] =>
  placement
    ? [`${placementId}`, `${placement.platformName.zh} ${placement.account}`, shorten(placement.workTitle)]
    : [`${placementId}`, '', ''];

/** Readings in doubt, newest first. */
export const renderDoubts = (doubts: readonly Doubt[], zone: string): string =>
  table(
    [
      ...['Reading', 'Read at'].map(title => ({ title })),
      { title: 'Said', align: 'right' as const },
      ...['Verdict', 'Why'].map(title => ({ title })),
      { title: 'Counts as', align: 'right' as const },
      ...['Placement', 'Account', 'Title'].map(title => ({ title })),
    ],
    doubts.map(doubt => [
      doubt.id,
      moment(doubt.observedAt, zone),
      formatCount(doubt),
      doubt.verdict,
      doubt.reason,
      doubt.countLow === null ? '—' : formatCount({ low: doubt.countLow, high: doubt.countHigh }),
      ...where(doubt),
    ]),
  );

/** What is to be done about each, under the table; empty where nothing is but to wait. */
export const renderTodo = (doubts: readonly Doubt[]): string =>
  doubts
    .flatMap(({ id, todo }) =>
      todo.en === '' ? [] : [`${id}  ${todo.zh}`, `${' '.repeat(id.length)}  ${todo.en}`],
    )
    .join('\n');

/** What a decision changed, in two lines. */
export const renderDecided = ({ before, after, decision, stored }: Decided): string => {
  const said = decision.decision === 'withdrawn' ? 'given back to the rules' : decision.decision;
  const head = `${formatCount(before)} of placement ${before.placementId}: ${said}, by ${decision.author}.`;
  if (!stored) {
    return `${head}\nThe database is away: the decision waits in the spool and counts as soon as it is stored.`;
  }
  const count = (of: typeof before): string =>
    of.judgement.count ? formatCount(of.judgement.count) : 'nothing';
  return `${head}\nThe placement counted as ${count(before)} from then on; it counts as ${count(after)} now.`;
};

/** Falls, newest first. */
export const renderFalls = (falls: readonly Fall[], zone: string): string =>
  table(
    [
      ...['Fall', 'Read at'].map(title => ({ title })),
      { title: 'From', align: 'right' as const },
      { title: 'To', align: 'right' as const },
      ...['Class', 'By', 'Settled', 'Placement', 'Account', 'Title'].map(title => ({ title })),
    ],
    falls.map(fall => [
      fall.id,
      moment(fall.at, zone),
      formatCount(fall.from),
      formatCount(fall.to),
      fall.class,
      fall.classedBy === '' ? 'rules' : fall.classedBy,
      `${fall.cause} ${moment(fall.confirmedAt, zone)}`,
      ...where(fall),
    ]),
  );
