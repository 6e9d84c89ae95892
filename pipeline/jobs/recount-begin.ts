import { createHash, randomUUID } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import { PENDING } from '../domain/recount.ts';
import { blocksLeft, stillValid } from '../domain/recount-blocks.ts';
import type { DatedRules, Rules } from '../domain/rules.ts';
import { ConfigError } from '../problems.ts';
import { readSizes } from '../store/recount.ts';
import { dropRecountTables } from '../store/recount-tables.ts';
import { insertRecount, type Recount, readBlocks, readRecounts } from '../store/recounts.ts';
import { readRules, type Signature } from '../store/rules.ts';
import type { App } from './app.ts';
import { rulesText, waitingRules } from './rules.ts';

/** Who brings other rules into force, and on what grounds. */
export type Signer = { readonly by?: string; readonly reason?: string };

type Begun = {
  /** New, or cut off while it was counting or summing. */
  readonly of: Recount;
  /** The rules with their moments; those to come into force last, at `PENDING`. */
  readonly rules: readonly DatedRules[];
  readonly isResumed: boolean;
};

/**
 * Finds the recount that was cut off, if it goes by the same rules; else begins one.
 * @throws ConfigError when other rules wait and nobody signs for them
 */
export const begin = async (app: App, signer: Signer): Promise<Begun> => {
  const { db, config, clock } = app;
  const inForce = await readRules(db);
  const waiting = waitingRules(inForce, config.rules);
  const rules = waiting === null ? inForce : [...inForce, { rules: waiting, recordedAt: PENDING }];
  const basis = basisOf(rules);
  const [last] = await readRecounts(db);
  const cutOff = last?.state === 'counting' || last?.state === 'summing' ? last : null;
  if (cutOff?.basis === basis && (cutOff.state === 'counting' || (await isWhole(db, cutOff.id))))
    return { of: cutOff, rules, isResumed: true };
  const { author, reason } = waiting === null ? { author: '', reason: '' } : signed(signer);
  if (cutOff) {
    const ended = { state: 'given-up', endedAt: clock.now(), version: cutOff.version + 1 } as const;
    await insertRecount(db, { ...cutOff, ...ended });
  }
  await dropRecountTables(db);
  const of: Recount = {
    id: randomUUID(),
    state: 'counting',
    basis,
    rules: waiting === null ? '' : JSON.stringify(waiting satisfies Rules),
    author,
    reason,
    knownSince: null,
    // Later than the one before, so that the newest is the last one begun.
    startedAt: last ? Math.max(clock.now(), last.startedAt + 1) : clock.now(),
    endedAt: null,
    version: 1,
  };
  await insertRecount(db, of);
  return { of, rules, isResumed: false };
};

const signed = ({ by = '', reason = '' }: Signer): Signature => {
  const signature = { author: by.trim(), reason: reason.trim() };
  if (signature.author !== '' && signature.reason !== '') return signature;
  throw new ConfigError(
    'The rules in renci.yaml are not those in force: from now on everything would be judged by them. ' +
      'Say who brings them into force, and on what grounds: --by NAME (or RENCI_BY) and --reason TEXT.',
  );
};

/** Another program may judge otherwise, and have tables of another shape. */
const basisOf = (rules: readonly DatedRules[]): string =>
  createHash('sha256')
    .update([packageJson.version, ...rules.map(dated => rulesText(dated.rules))].join('\n'))
    .digest('hex')
    .slice(0, 16);

/** Nothing was stored since its tables were put in place. */
const isWhole = async (db: App['db'], id: string): Promise<boolean> => {
  const sizes = await readSizes(db);
  return blocksLeft(sizes, stillValid(await readBlocks(db, id), sizes)).length === 0;
};
