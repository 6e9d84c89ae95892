import type { readingsZh } from './readings-zh.ts';

/** The same in English. */
export const readingsEn: typeof readingsZh = {
  show: 'Answer',
  payloadOf: at => `Answer behind the reading of ${at}`,
  noPayload: 'no answer was kept for this reading',
  decide: 'Decide',
  decideOf: at => `Decide on the reading of ${at}`,
  decision: 'Decision',
  listed: (shown, all) =>
    `The newest ${shown} of ${all} readings are listed. Filter and export reach no further than these.`,
  more: n => `List ${n} more`,
  asking: 'Reading …',
};
