import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Batch } from '../../collectors/rows.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Source } from '../domain/reading.ts';
import { type RunRemark, remarkWords } from '../domain/run-remarks.ts';
import { type Problem, refusal } from '../problems.ts';
import { type Matched, matchSheet } from '../sheets/match.ts';
import { parseSheet } from '../sheets/parse.ts';
import type { Sheet, SheetOptions } from '../sheets/sheet.ts';
import { evidenceOf } from '../sheets/table.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';
import { importedAt } from './imported.ts';
import { VERSIONS } from './recover.ts';
import { register } from './register.ts';
import { requireTellers, statementsOf } from './stated.ts';

export type ImportOptions = Omit<SheetOptions, 'fileName'> & {
  /** Path of the file; its name is what messages and the ledger say. */
  readonly file: string;
  /** The bytes, where they are at hand already. */
  readonly bytes?: Uint8Array;
  /** A back-end export by default. */
  readonly source?: Source;
  /** Of statements: who states the figures, and who takes them in. They count once somebody else confirms them. */
  readonly author?: string;
  readonly by?: string;
  /** How often such a sheet is expected, in seconds; a day by default. */
  readonly intervalS?: number;
  /** Makes the sheet's own catalogue, for a series that has none. */
  readonly create?: (sheet: Sheet) => Catalogue;
};

/** How an import ended. `repeated` is when the same bytes were taken in before, read the same way: nothing was done. */
export type Imported = {
  readonly file: string;
  readonly rows: number;
  readonly readings: number;
  readonly hidden: number;
  readonly problems: readonly Problem[];
  /** Sheets of a workbook that nothing was read from: they have no heading row. */
  readonly unread?: readonly string[];
  readonly repeated: number | null;
  /** False while the database is away: everything waits in the spool. */
  readonly stored: boolean;
  readonly run: Run | null;
};

const A_DAY = 86_400;

/**
 * Takes in a partner's sheet: whole, or (with `keepGood`) its good rows. It goes the way of any collected answer:
 * through the spool, judged, stored, with the file itself as the payload. A file of which rows were left out may come
 * again, when the catalogue or the rows are right; what was taken in before changes nothing.
 * @throws ConfigError with every mistake by line and column, and for statements that nobody signs; then nothing was taken
 *   in.
 */
export const importSheet = async (app: App, options: ImportOptions): Promise<Imported> => {
  const { file, bytes, source = 'export', intervalS = A_DAY, create, author, by, ...parsing } = options;
  const fileName = basename(file);
  const tellers = source === 'statement' ? requireTellers(fileName, { author, by }) : null;
  const content = bytes ?? (await readFile(file));
  const hash = sha256(content);
  const id = sha256(
    `${hash} ${meaningOf({ ...parsing, source, ...(tellers && { author: tellers.author }) })}`,
  );
  const before = await importedAt(app, id);
  if (before !== null) {
    return { file, rows: 0, readings: 0, hidden: 0, problems: [], repeated: before, stored: true, run: null };
  }
  const sheet = parseSheet(content, { ...parsing, fileName });
  const now = app.clock.now();
  const runId = randomUUID();
  const match = async (catalogue: Pick<Catalogue, 'placements' | 'platforms'>): Promise<Matched> => {
    const matched = matchSheet(sheet, catalogue, {
      runId,
      recordedAt: now,
      payloadId: hash,
      source,
      intervalS,
    });
    if (matched.problems.length > 0 && !parsing.keepGood) throw refusal(fileName, matched.problems);
    return matched;
  };
  if (create) {
    const catalogue = create(sheet);
    // Tried before anything is registered: a sheet that is refused leaves nothing behind.
    await match(catalogue);
    await register(app, catalogue, { by: 'renci import', file: fileName, fileHash: hash });
  }
  const { readings, misses, problems: unmatched } = await match(await app.expected());
  const problems = [...sheet.problems, ...unmatched];
  const batch: Batch = {
    readings,
    misses,
    rejects: problems.map(problem => ({
      runId,
      platform: '',
      placementId: 0,
      at: now,
      kind: 'shape',
      reason: `${fileName}:${problem.line}:${problem.column} ${problem.message}`,
      evidence: problem.field,
      payloadId: hash,
    })),
    attempts: [],
    payloads: [
      {
        id: hash,
        platform: parsing.platform ?? '',
        fetchedAt: now,
        ...evidenceOf(content, sheet),
      },
    ],
  };
  const statements = tellers
    ? statementsOf(
        readings.map(reading => ({ ...reading, author: tellers.author })),
        tellers.by,
        now,
      )
    : [];
  const run = ledgerLine(runId, now, fileName, batch);
  const taken = { id, hash, fileName, runId, at: now, rows: sheet.rows.length, readings: readings.length };
  await Promise.all([
    app.spool.append({ batch }),
    ...(statements.length === 0 ? [] : [app.spool.append({ statements })]),
    ...(problems.length === 0 ? [app.spool.append({ import: taken })] : []),
    app.spool.append({ run }),
  ]);
  const stored = await app.drain();
  const { rows } = taken;
  return {
    file,
    rows,
    readings: readings.length,
    hidden: misses.length,
    problems,
    ...(sheet.unread && { unread: sheet.unread }),
    repeated: null,
    stored,
    run,
  };
};

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/** What decides how the cells of a file are understood: the same bytes with another mapping are another import. */
const meaningOf = ({
  keepGood: _,
  mapping = {},
  ...options
}: Omit<SheetOptions, 'fileName'> & { source: Source; author?: string }) => {
  const sorted = (fields: object) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(options), sorted(mapping)]);
};

const ledgerLine = (id: string, now: number, fileName: string, batch: Batch): Run => {
  const failed = batch.rejects.length;
  const remark: RunRemark = {
    ...{ code: 'sheet', file: fileName, readings: batch.readings.length },
    ...{ without: batch.misses.length, refused: failed },
  };
  return {
    id,
    slot: now,
    trigger: 'import',
    job: '',
    state: failed > 0 ? 'incomplete' : 'complete',
    startedAt: now,
    endedAt: now,
    expected: batch.readings.length + batch.misses.length + failed,
    read: batch.readings.length,
    missed: batch.misses.length,
    failed,
    summary: remarkWords(remark).en,
    remarks: [remark],
    version: VERSIONS.ended,
  };
};
