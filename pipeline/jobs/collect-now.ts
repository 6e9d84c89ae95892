import { randomUUID } from 'node:crypto';
import type { Collector } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { RunRemark } from '../domain/run-remarks.ts';
import type { Bilingual } from '../domain/wording.ts';
import { ConfigError } from '../problems.ts';
import type { App } from './app.ts';
import { findReject } from './rejects.ts';
import { runSlot, type Scope } from './run-slot.ts';
import { type RunUnderWay, runsUnderWay, stopRun } from './under-way.ts';

/** What a person wants collected now: everything, one platform, or some placements. */
export type CollectRequest = {
  /** Who asks; stands in the run's summary. */
  readonly by: string;
  readonly platform?: string | undefined;
  readonly placements?: readonly number[] | undefined;
};

/** A run that was begun; it goes on without whoever asked for it. */
export type Begun = { readonly run: string; readonly asked: number };

/** Another run has not ended with a platform that would be asked: what it reads need not be asked for twice. */
export class RunUnderWayError extends Error {
  override readonly name = 'RunUnderWayError';
  readonly run: string;
  /** The platforms that both would ask. */
  readonly platforms: readonly Bilingual[];

  constructor(run: string, platforms: readonly Bilingual[]) {
    super(
      `${platforms.map(({ en }) => en).join(', ')}: a collection is under way already, and nothing was begun. Wait ` +
        'until it has ended, or stop it, then ask again.',
    );
    this.run = run;
    this.platforms = platforms;
  }
}

export type CollectNow = {
  /** @throws RunUnderWayError, ConfigError where nothing could be asked for */
  collect(request: CollectRequest): Promise<Begun>;
  /** Collects again what a reject concerns. @throws UnknownReject, and as `collect` does */
  retry(rejectId: string, by: string): Promise<Begun>;
  /** Stops a run under way, whoever began it; what it has read is kept. @throws NotUnderWay */
  stop(run: string, by: string): RunUnderWay;
  /** Resolves when what was begun here has ended. */
  settled(): Promise<void>;
};

/** Begins runs by hand beside the schedule's own, none of a platform that is being asked already. */
export const createCollectNow = (app: App): CollectNow => {
  const working = new Set<Promise<void>>();
  let turn: Promise<unknown> = Promise.resolve();
  // One after the other: two who ask at once for the same begin one run.
  const begin: typeof beginInTurn = (...asked) => {
    const mine = turn.then(() => beginInTurn(...asked));
    turn = mine.catch(() => {});
    return mine;
  };
  const beginInTurn = async (choose: () => Promise<Scope>, why: RunRemark): Promise<Begun> => {
    const scope = await choose();
    const { asked, collectors } = await findAskable(app, scope);
    refuseOverlap(app, collectors);
    const id = randomUUID();
    const occasion = { id, slot: app.clock.now(), trigger: 'manual', job: '' } as const;
    const begun = Promise.withResolvers<void>();
    const progress = (): void => begun.resolve();
    const run = runSlot(app, 'everything', occasion, { scope, remarks: [why], progress })
      .then(
        ({ run }) => app.log[run.state === 'complete' ? 'info' : 'warn']({ run: run.id }, run.summary),
        error => app.log.error({ err: error, run: id }, 'a run that was asked for by hand was cut short'),
      )
      .finally(() => {
        working.delete(run);
        begun.resolve();
      });
    working.add(run);
    // Whoever asked finds the run among those under way from here on, or in the ledger.
    await begun.promise;
    return { run: id, asked };
  };
  return {
    collect: request => {
      const placements = request.placements && new Set(request.placements);
      const scope = { platform: request.platform, placements };
      return begin(async () => scope, { code: 'asked-for', by: request.by });
    },
    retry: (rejectId, by) =>
      begin(
        async () => {
          const reject = await findReject(app.db, rejectId);
          if (reject.placements.length === 0) {
            throw new ConfigError(
              'This reject names no placement to be asked again. Where it came with a sheet, import the corrected sheet.',
              [],
              { told: { code: 'reject-without-placement', params: {} } },
            );
          }
          return { placements: new Set(reject.placements) };
        },
        { code: 'rejects-asked-for', by },
      ),
    stop: (run, by) => {
      const stopped = stopRun(app.config.data, run, by);
      app.log.info({ run, by }, 'a run was stopped: it asks nothing more');
      return stopped;
    },
    settled: async () => {
      await Promise.all(working);
    },
  };
};

type Askable = { readonly asked: number; readonly collectors: ReadonlySet<Collector> };

/** What of a scope a collector can be asked for. @throws ConfigError when there is nothing */
const findAskable = async (app: App, { platform, placements: wanted }: Scope): Promise<Askable> => {
  const { placements } = await app.expected();
  const enabled = unofficialPlatforms(app.config);
  const asked = placements.flatMap(({ id, platformId, metric }) => {
    const isMeant = (platform === undefined || platformId === platform) && (wanted?.has(id) ?? true);
    return isMeant ? (collectorFor(app.collectors, platformId, metric, enabled) ?? []) : [];
  });
  if (asked.length > 0) return { asked: asked.length, collectors: new Set(asked) };
  throw placements.length === 0
    ? new ConfigError('There is nothing to collect yet: the catalogue holds no placement.', [], {
        told: { code: 'nothing-registered', params: {} },
      })
    : new ConfigError(
        'None of these placements can be asked for: their platforms have no collector that is on. Bring their figures by a sheet.',
        [],
        { told: { code: 'nothing-askable', params: {} } },
      );
};

/** @throws RunUnderWayError where another run has yet to ask, or is asking, one of these */
const refuseOverlap = ({ config, collectors: all }: App, collectors: ReadonlySet<Collector>): void => {
  for (const run of runsUnderWay(config.data)) {
    if (run.stage !== 'asking') continue;
    const busy = new Set(
      run.parts.flatMap(part =>
        part.read + part.missed + part.failed < part.expected ? [part.collector] : [],
      ),
    );
    const both = all.filter(collector => busy.has(collector.id) && collectors.has(collector));
    if (both.length > 0)
      throw new RunUnderWayError(
        run.id,
        both.map(({ name }) => name),
      );
  }
};
