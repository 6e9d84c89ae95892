import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Instant } from '../domain/reading.ts';
import { type RunRemark, remarkWords } from '../domain/run-remarks.ts';
import { ConfigError, refusal } from '../problems.ts';
import { type BroadcastOptions, parseBroadcast } from '../sheets/broadcast.ts';
import { matchBroadcast } from '../sheets/broadcast-match.ts';
import { evidenceOf } from '../sheets/table.ts';
import type { Run } from '../store/runs.ts';
import type { App } from './app.ts';
import { catalogueIn } from './expected.ts';
import { chooseCampaign } from './figures.ts';
import { importedAt } from './imported.ts';
import { VERSIONS } from './recover.ts';
import { requireTellers, statementsOf } from './stated.ts';

export type BroadcastImportOptions = Omit<BroadcastOptions, 'fileName' | 'timeZone'> & {
  readonly file: string;
  /** The bytes, where they are at hand already. */
  readonly bytes?: Uint8Array;
  /** The only campaign, where none is named. */
  readonly campaignId?: string;
  /** The campaign's own by default. */
  readonly timeZone?: string;
  /** How often such a report comes, in seconds; a day by default. */
  readonly intervalS?: number;
  /** Who takes it in: on-demand plays count once somebody else confirms them. */
  readonly by?: string;
};

/** How it ended. `repeated` is when the same report was taken in before, read the same way: nothing was done. */
export type BroadcastImported = {
  readonly file: string;
  readonly campaign: string;
  readonly rows: number;
  /** Figures of the panel. */
  readonly figures: number;
  /** On-demand plays. */
  readonly readings: number;
  /** Headings that nothing was read from. */
  readonly unread: readonly string[];
  readonly repeated: Instant | null;
  /** False while the database is away: everything waits in the spool. */
  readonly stored: boolean;
  readonly run: Run | null;
};

const A_DAY = 86_400;
const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/**
 * Takes in a rating report, whole or not at all: its figures into the broadcast panel, on-demand plays as readings, the
 * file itself as the payload. While the database is away the catalogue is as it was last seen, and all of it waits in
 * the spool.
 * @throws ConfigError with every mistake by line and column, and for plays that nobody signs; UnknownCampaign; UnavailableError where the database was never
 *   seen. Then nothing was taken in.
 */
export const importBroadcast = async (
  app: App,
  options: BroadcastImportOptions,
): Promise<BroadcastImported> => {
  const { file, bytes, campaignId, timeZone, intervalS = A_DAY, by, ...document } = options;
  const fileName = basename(file);
  const content = bytes ?? (await readFile(file));
  const payloadId = sha256(content);
  const expected = await app.expected();
  const campaign = chooseCampaign(expected.campaigns, campaignId);
  const parsing = { ...document, fileName, timeZone: timeZone ?? campaign.timeZone };
  const meaning = Object.entries(parsing).sort(([a], [b]) => (a < b ? -1 : 1));
  const id = sha256(`${payloadId} broadcast ${campaign.id} ${JSON.stringify(meaning)}`);
  const repeated = await importedAt(app, id);
  const outcome = { file, campaign: campaign.id, unread: [], rows: 0, figures: 0, readings: 0 };
  if (repeated !== null) return { ...outcome, repeated, stored: true, run: null };

  const sheet = parseBroadcast(content, parsing);
  const at = app.clock.now();
  const runId = randomUUID();
  const matched = matchBroadcast(sheet, catalogueIn(expected, campaign), {
    runId,
    recordedAt: at,
    payloadId,
    intervalS,
  });
  if (matched.problems.length > 0) throw refusal(fileName, matched.problems);
  const { figures, readings } = matched;
  if (figures.length + readings.length === 0) {
    throw new ConfigError(`${fileName} was refused: it has no figure, only blank cells and "--".`);
  }
  const statements = readings.flatMap((reading, index) => {
    const tellers = requireTellers(fileName, { author: matched.authors[index], by });
    return statementsOf([{ ...reading, author: tellers.author }], tellers.by, at);
  });
  const remark: RunRemark = {
    ...{ code: 'broadcast', file: fileName },
    ...{ figures: figures.length, readings: readings.length },
  };
  const run: Run = {
    id: runId,
    slot: at,
    trigger: 'import',
    job: '',
    state: 'complete',
    startedAt: at,
    endedAt: at,
    expected: readings.length,
    read: readings.length,
    missed: 0,
    failed: 0,
    summary: remarkWords(remark).en,
    remarks: [remark],
    version: VERSIONS.ended,
  };
  const payload = {
    id: payloadId,
    platform: parsing.platform ?? '',
    fetchedAt: at,
    ...evidenceOf(content, sheet),
  };
  const rows = sheet.rows.length;
  const taken = { id, hash: payloadId, fileName, runId, at, rows, readings: readings.length };
  await Promise.all([
    app.spool.append({ batch: { readings, misses: [], rejects: [], attempts: [], payloads: [payload] } }),
    app.spool.append({ broadcast: figures }),
    ...(statements.length === 0 ? [] : [app.spool.append({ statements })]),
    app.spool.append({ import: taken }),
    app.spool.append({ run }),
  ]);
  const stored = await app.drain();
  const counts = { rows, figures: figures.length, readings: readings.length };
  return { ...outcome, ...counts, unread: sheet.unread, repeated: null, stored, run };
};
