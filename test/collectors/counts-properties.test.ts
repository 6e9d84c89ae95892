import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from './read-count.ts';

describe('properties', () => {
  const UNITS = [
    ['万', 4],
    ['w', 4],
    ['亿', 8],
    ['k', 3],
    ['M', 6],
    ['千万', 7],
  ] as const;
  const shown = fc.record({
    exact: fc.integer({ min: 0, max: 9_999_999_999_999 }),
    unit: fc.constantFrom(...UNITS),
    decimals: fc.integer({ min: 0, max: 2 }),
  });
  type Shown = { exact: number; unit: (typeof UNITS)[number]; decimals: number };

  /** Prints with integers alone, and with the binary division that front ends use. */
  const print = ({ unit: [name, power], decimals }: Shown, digits: bigint): string => {
    const text = digits.toString().padStart(decimals + 1, '0');
    const [whole, rest] = [text.slice(0, text.length - decimals), text.slice(text.length - decimals)];
    expect(power).toBeGreaterThan(decimals);
    return `${whole}${rest && `.${rest}`}${name}`;
  };
  const PRINTERS: Record<'floor' | 'ceil' | 'round', (exact: bigint, step: bigint) => bigint> = {
    floor: (exact, step) => exact / step,
    ceil: (exact, step) => (exact + step - 1n) / step,
    round: (exact, step) => (exact + step / 2n) / step,
  };

  test.each(['floor', 'ceil', 'round'] as const)(
    'a count printed by %s is inside what is read back',
    mode => {
      fc.assert(
        fc.property(shown, one => {
          const step = 10n ** BigInt(one.unit[1] - one.decimals);
          const text = print(one, PRINTERS[mode](BigInt(one.exact), step));
          for (const rounding of [mode, 'unknown'] as const) {
            const [low, high, readStep] = read(text, { rounding }) as [number, number, number];
            expect(low).toBeLessThanOrEqual(one.exact);
            expect(high).toBeGreaterThanOrEqual(one.exact);
            expect(readStep).toBe(Number(step));
          }
        }),
        { numRuns: 2000 },
      );
    },
  );

  test('a count printed by a binary toFixed is inside what is read back', () => {
    fc.assert(
      fc.property(shown, one => {
        const [name, power] = one.unit;
        const text = `${(one.exact / 10 ** power).toFixed(one.decimals)}${name}`;
        const [low, high] = read(text, { rounding: 'round' }) as [number, number, number];
        expect(low).toBeLessThanOrEqual(one.exact);
        expect(high).toBeGreaterThanOrEqual(one.exact);
      }),
      { numRuns: 2000 },
    );
  });

  test('digits are shifted as BigInt arithmetic has them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 99 }), (whole, part) => {
        const decimals = String(part).padStart(2, '0');
        const value = Number((BigInt(whole) * 100n + BigInt(part)) * 1_000_000n);
        expect(read(`${whole}.${decimals}亿`, { rounding: 'floor' })).toEqual([
          value,
          value + 999_999,
          1_000_000,
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test('an exact number reads back however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), value => {
        const digits = String(value);
        const wide = digits.replace(/\d/g, d => String.fromCodePoint(0xff10 + Number(d)));
        for (const text of [
          value,
          digits,
          value.toLocaleString('en-US'),
          wide,
          `${digits}.0`,
          `播放：${digits}次`,
        ]) {
          expect(read(text)).toEqual([value, value, 1]);
        }
      }),
    );
  });

  test('any text is a count within bounds, hidden, or a reject: nothing else', () => {
    const alphabet = [...'0123456789.,+-万亿kwMB多余以上次人播放 ：%近第期１①½'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { maxLength: 9 }), characters => {
        const result = read(characters.join(''));
        if (typeof result === 'string') return;
        const [low, high, step] = result;
        expect(Number.isSafeInteger(low) && low >= 0 && Number.isSafeInteger(step) && step >= 1).toBe(true);
        if (high !== null) expect(Number.isSafeInteger(high) && low <= high).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
