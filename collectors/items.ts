import type { z } from 'zod';
import type { Outcome } from './contract.ts';

const EVIDENCE_LENGTH = 2_000;

/** The first faults of a schema in one line: where, and what. */
export const faultsOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.length === 0 ? 'the answer' : path.join('.')}: ${message}`)
    .join('; ');

/**
 * Reads one item of a list by its own schema, so that an item of the wrong shape fails alone and its neighbours
 * are still read.
 */
export const readItem = <Item>(
  externalId: string,
  item: unknown,
  schema: z.ZodType<Item>,
  read: (item: Item) => Outcome,
): Outcome => {
  const parsed = schema.safeParse(item);
  if (parsed.success) return read(parsed.data);
  return {
    externalId,
    status: 'failed',
    kind: 'shape',
    reason: `the item is not what we know: ${faultsOf(parsed.error)}`,
    evidence: JSON.stringify(item).slice(0, EVIDENCE_LENGTH),
  };
};
