import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('every one of the 32 pitfalls of counting has a test of its name', () => {
  const files = readdirSync(import.meta.dirname).filter(name => /^pitfalls.*\.test\.ts$/.test(name));
  const named = files.flatMap(name =>
    [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/^test\('pitfall (\d+): /gm)].map(
      ([, number]) => Number(number),
    ),
  );
  expect([...new Set(named)].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
});
