import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Batch } from '../../collectors/contract.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Source } from '../domain/reading.ts';
import { type Problem, refusal } from '../problems.ts';
import { matchSheet } from '../sheets/match.ts';
import { parseSheet } from '../sheets/parse.ts';
import type { Sheet, SheetOptions } from '../sheets/sheet.ts';
import { applyCatalogue } from '../store/apply-catalogue.ts';
import { readPlacements, readPlatforms } from '../store/catalogue.ts';
import { readImport, writeImport } from '../store/imports.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';
import { settle } from './run-slot.ts';

export type ImportOptions = Omit<SheetOptions, 'fileName'> & {
  /** Path of the file; its name is what messages and the ledger say. */
  readonly file: string;
  /** The bytes, where they are at hand already. */
  readonly bytes?: Uint8Array;
  /** A back-end export by default. */
  readonly source?: Source;
  /** How often such a sheet is expected, in seconds; a day by default. */
  readonly intervalS?: number;
  /** Makes the sheet's own catalogue, for a series that has none. */
  readonly create?: (sheet: Sheet) => Catalogue;
};

/** How an import ended. `repeated` is the time of an earlier import of the very same bytes: nothing was done. */
export type Imported = {
  readonly file: string;
  readonly rows: number;
  readonly readings: number;
  readonly hidden: number;
  readonly problems: readonly Problem[];
  readonly repeated: number | null;
  /** False while the database is away: everything waits in the spool. */
  readonly stored: boolean;
  readonly run: Run | null;
};

const A_DAY = 86_400;

/**
 * Takes in a partner's sheet: whole, or (with `keepGood`) its good rows. It goes the way of any collected answer:
 * through the spool, judged, stored, with the file itself as the payload.
 * @throws ConfigError with every mistake by line and column; then nothing was taken in.
 */
export const importSheet = async (app: App, options: ImportOptions): Promise<Imported> => {
  const { file, bytes, source = 'export', intervalS = A_DAY, create, ...parsing } = options;
  const fileName = basename(file);
  const content = bytes ?? (await readFile(file));
  const hash = createHash('sha256').update(content).digest('hex');
  const before = await readImport(app.db, hash);
  if (before !== null) {
    return { file, rows: 0, readings: 0, hidden: 0, problems: [], repeated: before, stored: true, run: null };
  }
  const sheet = parseSheet(content, { ...parsing, fileName });
  if (create) await applyCatalogue(app.db, create(sheet), app.clock.now());
  const [placements, platforms] = await Promise.all([readPlacements(app.db), readPlatforms(app.db)]);
  const now = app.clock.now();
  const runId = randomUUID();
  const { readings, misses, problems } = matchSheet(
    sheet,
    { placements, platforms },
    { runId, recordedAt: now, payloadId: hash, source, intervalS },
  );
  if (problems.length > 0 && !parsing.keepGood) throw refusal(fileName, problems);
  const batch: Batch = {
    readings,
    misses,
    rejects: [...sheet.problems, ...problems].map(problem => ({
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
        contentType: 'text/csv',
        body: new TextDecoder(sheet.encoding).decode(content),
      },
    ],
  };
  const run = ledgerLine(runId, now, fileName, batch);
  await app.spool.append({ batch });
  await app.spool.append({ run });
  const stored = await settle(app, runId);
  if (stored) {
    await writeImport(app.db, {
      hash,
      fileName,
      runId,
      at: now,
      rows: sheet.rows.length,
      readings: readings.length,
    });
  }
  return {
    file,
    rows: sheet.rows.length,
    readings: readings.length,
    hidden: misses.length,
    problems: [...sheet.problems, ...problems],
    repeated: null,
    stored,
    run,
  };
};

const ledgerLine = (id: string, now: number, fileName: string, batch: Batch): Run => {
  const failed = batch.rejects.length;
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
    summary: `${fileName}: ${batch.readings.length} readings, ${batch.misses.length} without a value, ${failed} refused`,
    version: 1,
  };
};
