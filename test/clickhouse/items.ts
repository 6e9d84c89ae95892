import type { Database } from '../../pipeline/clickhouse/client.ts';

const ask = { name: 'items' };

/** A table with a column of most kinds, and rows that are hard to carry. */
export const createItems = (db: Database): Promise<void> =>
  db.command(
    `CREATE TABLE items (
      id UInt32, title String, views UInt64, tags Array(String), seen_at DateTime64(3, 'UTC'), note Nullable(String)
    ) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100`,
    ask,
  );

export const COLUMNS = ['id', 'title', 'views', 'tags', 'seen_at', 'note'];

export const item = (id: number) => ({
  id,
  title: `人次 '${id}'\\ 🎬\0`,
  views: 9_007_199_254_740_993n + BigInt(id),
  tags: ["it's", '"x"'],
  seen_at: '2022-12-30 10:00:00.001',
  note: null,
});

/** The same as a query answers it. */
export const stored = (id: number) => ({ ...item(id), views: String(item(id).views) });
