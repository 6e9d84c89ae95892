import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';

const catalogueState = defineQuery({
  name: 'catalogue-state',
  params: z.object({ catalogue: z.array(z.string()), readings: z.array(z.string()) }),
  row: z.object({ parts: z.coerce.number(), catalogue: z.string(), readings: z.string() }),
});

const catalogueNewest = defineQuery({
  name: 'catalogue-newest',
  params: z.object({}),
  row: z.object({ newest: z.string() }),
});

/** Two groups of tables, or what they are like: a text each that stays the same only while nothing is written to them. */
export type States<Of> = { readonly catalogue: Of; readonly readings: Of };

/** The states of tables; null where the account does not see their parts, so that nobody can tell. */
export const readStates = async (
  db: Database,
  { catalogue, readings }: States<readonly string[]>,
): Promise<States<string> | null> => {
  const [row] = await catalogueState(db, { catalogue: [...catalogue], readings: [...readings] });
  return row === undefined || row.parts === 0 ? null : { catalogue: row.catalogue, readings: row.readings };
};

/** The moment from which on every K is answered the same by the catalogue as it stands, as the database writes it. */
export const readCatalogueNewest = async (db: Database): Promise<string> => {
  const [row] = await catalogueNewest(db, {});
  if (!row) throw new Error('The database did not say how new its catalogue is.');
  return row.newest;
};
