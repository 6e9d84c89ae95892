import { expect } from 'vitest';
import type { Display } from '../../collectors/contract.ts';
import { type Marks, parseCount } from '../../collectors/counts.ts';
import { CollectorError } from '../../collectors/errors.ts';
import type { Family } from '../../pipeline/domain/metrics.ts';

export type Bounds = readonly [low: number, high: number | null, step: number] | 'hidden' | 'reject';

/** A count read as [low, high, step], `hidden`, or `reject`; any other error is thrown. */
export const read = (
  value: number | string,
  display?: Partial<Display & Marks>,
  family: Family = 'play',
): Bounds => {
  try {
    const full = { rounding: 'unknown', plus: 'undeclared', ...display } as const;
    const parsed = parseCount(value, { ...(display && { display: full }), family });
    expect(parsed.text).toBe(String(value));
    return parsed.kind === 'hidden' ? 'hidden' : [parsed.low, parsed.high, parsed.step];
  } catch (error) {
    if (!(error instanceof CollectorError) || error.kind !== 'shape') throw error;
    return 'reject';
  }
};
