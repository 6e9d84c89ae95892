import type { kindsZh } from './collection-kinds-zh.ts';

/** What each way of ending means and what to do about it, in English. */
export const kindsEn: typeof kindsZh = {
  auth: {
    name: 'Authorisation lost',
    what: "The platform does not accept the account's authorisation: never given, expired or withdrawn.",
    do: "Have the account's owner consent again on the platform, put the new code into renci.yaml, then collect again.",
  },
  config: {
    name: 'Setting missing',
    what: 'A credential or an address is not set, so the platform was not asked at all.',
    do: 'Set the environment variable or the line in renci.yaml named below, restart the service, then collect again.',
  },
  shape: {
    name: 'Answer not understood',
    what: 'The platform answered in a form we do not know; nothing was taken for a number.',
    do: 'Collect again first. If it stays, the platform has changed its interface: see the evidence under rejects and pass it on.',
  },
  refused: {
    name: 'Refused by the platform',
    what: 'The platform will not answer this: no permission, a parameter it rejects, or an item of another account.',
    do: 'Check that item and account belong together; ask for the permission on the platform. Another try rarely helps.',
  },
  'rate-limited': {
    name: 'Rate limit or quota',
    what: "Asked too often, or the day's quota of requests is spent.",
    do: "A spent quota renews at the platform's midnight and the night makes up for it; after a rate limit, collect again in a few minutes.",
  },
  network: {
    name: 'No answer',
    what: 'No usable answer came: a timeout, a broken connection or a fault of the platform (5xx). It was tried several times.',
    do: 'Collecting again fills the gap. If it comes back, check the network and proxy here, or wait for the platform.',
  },
  absent: {
    name: 'Not in the answer',
    what: 'The platform answered and did not mention these items.',
    do: 'Check item id and account; what was just published appears later. What is gone is reported as removed.',
  },
  hidden: {
    name: 'Number hidden',
    what: 'The platform has the item and shows no number.',
    do: 'The last count is carried until the platform shows one again, or the partner states it.',
  },
  removed: {
    name: 'Removed',
    what: 'The item was taken down on the platform.',
    do: 'Nothing to do: the last count is kept and marked as removed.',
  },
};
