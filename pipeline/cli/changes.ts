import { DateTime } from 'luxon';
import type { Change, SharedChange } from '../catalogue/plan.ts';

const SIGNS = { add: '+', change: '~', keep: '=' } as const;
const INSTANTS: ReadonlySet<string> = new Set(['airedAt', 'publishedAt']);

/** How many of each, for the last line and for machines. */
export const countChanges = (changes: readonly Change[]): Record<Change['action'], number> => {
  const counts = { add: 0, change: 0, keep: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
};

const shown = (field: string, value: unknown, zone: string): string => {
  if (value === null || value === undefined || value === '') return '(nothing)';
  if (INSTANTS.has(field) && typeof value === 'number') {
    return DateTime.fromMillis(value, { zone }).toISO({ suppressMilliseconds: true }) ?? String(value);
  }
  return typeof value === 'string' ? `"${value}"` : String(value);
};

/** The changes as a readable list: + add, ~ change with its fields before and after, = kept. */
export const renderChanges = (changes: readonly Change[], timeZone: string, done: boolean): string => {
  const lines = changes.flatMap(({ entity, action, id, name, fields }) => {
    const kept = action === 'keep' ? '  kept (not in the file)' : '';
    const head = `  ${SIGNS[action]} ${entity.padEnd(9)}  ${id}  ${name}${kept}`;
    if (action !== 'change') return [head];
    const before = (field: string, value: unknown): string => shown(field, value, timeZone);
    return [
      head,
      ...fields.map(
        each => `      ${each.field}: ${before(each.field, each.before)} → ${before(each.field, each.after)}`,
      ),
    ];
  });
  const { add, change, keep } = countChanges(changes);
  const sum = done
    ? `Applied: ${add} added, ${change} changed, ${keep} kept.`
    : `Plan: ${add} to add, ${change} to change, ${keep} kept. Nothing was changed; \`renci catalogue apply\` does it.`;
  return [...lines, add + change === 0 ? 'Nothing to do: what is stored is as in the file.' : sum].join('\n');
};

/** What a plan changes for other campaigns too: platforms and accounts are one thing for all of them. */
export const renderShared = (shared: readonly SharedChange[], done: boolean): string =>
  [
    done
      ? 'These are used by other campaigns, and changed for them too:'
      : 'These are used by other campaigns, and would change for them too (apply needs --shared):',
    ...shared.map(
      ({ entity, id, name, campaigns }) => `  ! ${entity.padEnd(9)}  ${id}  ${name}  ${campaigns.join(', ')}`,
    ),
  ].join('\n');
