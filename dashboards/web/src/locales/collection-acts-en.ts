import type { consentZh, filesZh, stopZh } from './collection-acts-zh.ts';

/** Stopping a run, in English. */
export const stopEn: typeof stopZh = {
  title: 'Stop collecting',
  go: 'Stop',
  what: n =>
    `${n} have not been asked for yet and will not be. What was read is kept and stored; the rest keeps its last count, and the next collection reads it.`,
  note: 'Requests on their way are waited for; where a platform asked for a pause that may take some minutes. The ledger says who stopped it.',
  already: by => `${by} has stopped it; it is finishing.`,
  over: 'This collection has asked everything or has ended: there is nothing to stop.',
};

/** Tables taken away, in English. */
export const filesEn: typeof filesZh = {
  what: 'What',
  at: 'Taken at',
  zone: 'Time zone',
  kind: 'Kind',
  cause: 'Reason',
  count: 'Placements',
  first: 'First (UTC)',
  last: 'Last (UTC)',
  placements: 'Their numbers',
};

/** Entering a renewed consent code, in English. */
export const consentEn: typeof consentZh = {
  title: 'Enter a consent code',
  open: 'Enter the code',
  go: 'Authorise',
  code: 'Consent code',
  hint: 'What the platform shows after the owner of the account has consented. Most serve once, within minutes.',
  what: who => `The new code is exchanged at once for the authorisation of ${who}.`,
  note: 'The code goes to the platform alone: it is not shown, stored or logged. Only the token it brings is kept, in a file on the server that its owner alone can read.',
  remote:
    'This page was not opened on the machine that serves it, and the connection is not encrypted: the code would cross the network in the clear. Open this page there as http://127.0.0.1, or run renci authorise.',
  done: at => `Authorised until ${at}; renewed by itself from then on.`,
  again: 'What was not read can be collected again now.',
  close: 'Close',
  unknown: 'This account is not in the authorisation calendar.',
};
