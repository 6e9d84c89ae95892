import type {
  Authorisations,
  Current,
  Failures,
  Quotas,
  Runs,
  WindowsList,
} from '../../../../api/contract.ts';

type Authorisation = Authorisations['authorisations'][number];
type Quota = Quotas['quotas'][number];
type Windows = WindowsList['windows'][number];

/** What no failure tells of yet, but a person should know before the next night. */
export type Alarm =
  | { readonly kind: 'skipped'; readonly slot: string }
  | { readonly kind: 'authorisation'; readonly of: Authorisation; readonly days: number }
  | { readonly kind: 'window'; readonly of: Windows; readonly placements: readonly number[] }
  | { readonly kind: 'quota'; readonly of: Quota };

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A run stores within seconds; readings that wait longer than this wait for the database. */
const WAITING_MS = 2 * MINUTE;
/** A long night may end this late. */
const LATE_MS = 30 * MINUTE;

export const daysLeft = (until: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - now) / DAY));

/** Since when readings have been waiting for the database; null while they only pass through, or none waits. */
export const waitingSince = ({ waitingSince: since, underWay, now }: Current): string | null =>
  since !== null && underWay.length === 0 && Date.parse(now) - Date.parse(since) > WAITING_MS ? since : null;

type Known = {
  readonly current: Current;
  readonly failures: Failures['failures'];
  readonly authorisations: Authorisations['authorisations'] | undefined;
  readonly quotas: Quotas['quotas'] | undefined;
  readonly windows: WindowsList['windows'] | undefined;
  readonly night: Runs['runs'] | undefined;
};

/** Warnings in the order in which they matter; what is not known gives none. */
export const alarmsOf = ({ current, failures, authorisations, quotas, windows, night }: Known): Alarm[] => {
  const now = Date.parse(current.now);
  const isQuiet = current.underWay.length === 0;
  const unauthorised = new Set(failures.flatMap(({ kind, platform }) => (kind === 'auth' ? [platform] : [])));
  const { schedule } = current;
  const due = schedule && night && isQuiet && waitingSince(current) === null ? schedule.nightly.last : null;
  const served = night?.[0]?.slot ?? null;
  const isSkipped = due !== null && served !== null && served < due && now - Date.parse(due) > LATE_MS;
  return [
    ...(isSkipped ? [{ kind: 'skipped' as const, slot: due }] : []),
    ...(windows ?? []).flatMap(of => {
      const soon = of.closing.filter(({ certainUntil, readAt }) => {
        const end = Date.parse(certainUntil);
        // Read within the last day of its window: what the platform would say, it has said.
        return end > now && end - now <= DAY && (readAt === null || end - Date.parse(readAt) > DAY);
      });
      return soon.length === 0
        ? []
        : [{ kind: 'window' as const, of, placements: soon.map(({ placementId }) => placementId) }];
    }),
    ...(authorisations ?? []).flatMap(of => {
      const isOut = of.state === 'ended' || of.state === 'never';
      if (isOut ? unauthorised.has(of.platform) : of.warning === null) return [];
      return [{ kind: 'authorisation' as const, of, days: of.consentBy ? daysLeft(of.consentBy, now) : 0 }];
    }),
    ...(quotas ?? []).flatMap(of =>
      of.left === 0 || (of.forAll !== null && of.left < of.forAll) ? [{ kind: 'quota' as const, of }] : [],
    ),
  ];
};
