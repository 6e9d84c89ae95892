import type { workZh } from './work-zh.ts';

/** The same in English. */
export const workEn: typeof workZh = {
  what: { work: 'The work', episode: 'The episode', series: 'The curve' },
  nav: { parts: 'Placements' },
  claim: {
    label: 'Total',
    asOf: 'As of',
    adjusted: amount => `adjusted by hand: ${amount}`,
    outside: formula => `not counted by ${formula}`,
    series: 'Series',
    published: 'Published',
  },
  gaps: {
    title: n => (n === 1 ? 'One placement has no fresh number' : `${n} placements have no fresh number`),
    counted: (count, at) => `counts as ${count} (${at})`,
    nothing: 'no number: adds nothing',
    more: n => `${n} more in the list below`,
  },
  table: {
    subtitle: 'Trends show the last 30 days. A platform leads to every reading, a work to its page.',
    by: 'List',
    byPlacement: 'By placement',
    byWork: 'By work',
    works: 'Works',
    noWorks: 'This episode has no work yet.',
    trend: 'Trend',
    placements: 'Placements',
    outside: 'has no placement that this formula counts',
    value: 'Value',
    metric: 'Metric',
  },
  steps: { title: 'Changes that are no growth', fall: 'A counter fell', adjustment: 'Adjusted by hand' },
  adjustments: {
    title: 'Adjustments by hand',
    how: 'Signed by a person and counted in totals; readings stay as they are. Withdrawn ones stay listed.',
    none: 'There are no adjustments by hand.',
    notCounted: 'not counted at this moment',
    withdraw: 'Withdraw',
    withdrawMeans:
      'Totals known from now on no longer have it. It stays on record, and counts where the past is told as it was known.',
    withdrawn: (by, at, reason) => `Withdrawn by ${by} on ${at}: ${reason}`,
  },
};
