import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { kyselyOn } from '../../pipeline/clickhouse/dialect.ts';
import { testDatabase } from '../setup/clickhouse.ts';

const { db } = testDatabase({ migrated: false });

const running = async (): Promise<unknown[]> =>
  db.select(
    "SELECT query_id FROM system.processes WHERE query_id LIKE 'slow-%' AND current_database = currentDatabase()",
    {
      name: 'running',
    },
  );
const slow = kyselyOn<Record<string, never>>(db, 'slow');
const isQuiet = () => expect.poll(running, { timeout: 10_000 }).toEqual([]);

test('rows come in order and in full', async () => {
  const numbers = slow.selectFrom(sql<{ number: string }>`numbers(200000)`.as('n')).select('n.number');
  let next = 0;
  for await (const { number } of numbers.stream(1_000)) {
    if (number !== String(next)) throw new Error(`${number} came in place of ${next}`);
    next += 1;
  }
  expect(next).toBe(200_000);
});

test('leaving a stream ends its query', async () => {
  const endless = slow.selectFrom(sql<{ number: string }>`system.numbers`.as('n')).select('n.number');
  for await (const { number } of endless.stream(1)) {
    expect(number).toBe('0');
    expect(await running()).toHaveLength(1);
    break;
  }
  await isQuiet();
});

test('an aborted stream and an aborted query end on the server', async () => {
  const streaming = new AbortController();
  const endless = slow.selectFrom(sql<{ number: string }>`system.numbers`.as('n')).select('n.number');
  const read = async () => {
    for await (const _ of endless.stream({ chunkSize: 1, signal: streaming.signal })) streaming.abort();
  };
  await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
  await isQuiet();

  const asking = new AbortController();
  const answer = slow
    .selectFrom(sql<{ number: string }>`system.numbers`.as('n'))
    .select(({ fn }) => fn.countAll().as('count'))
    .execute({ signal: asking.signal });
  await expect.poll(running, { timeout: 10_000 }).toHaveLength(1);
  asking.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  await isQuiet();
});

test('an error in the middle of a stream is an error, not an end', async () => {
  const failing = slow
    .selectFrom(sql<{ number: string }>`numbers(3000000)`.as('n'))
    .select(sql<string>`throwIf(number = 2500000, 'in the middle')`.as('x'));
  const read = async () => {
    for await (const _ of failing.stream(1_000));
  };
  await expect(read()).rejects.toMatchObject({ code: 395, query: 'slow' });
});
