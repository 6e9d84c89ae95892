import { randomUUID } from 'node:crypto';
import { collectorFor } from '../../collectors/registry.ts';
import { unofficialPlatforms } from '../config.ts';
import { ConfigError } from '../problems.ts';
import type { StoredPlacement } from '../store/catalogue.ts';
import type { App } from './app.ts';
import { findReject } from './rejects.ts';
import { runSlot, type Scope } from './run-slot.ts';
import { runsUnderWay } from './under-way.ts';

/** What a person wants collected now: everything, one platform, or some placements. */
export type CollectRequest = {
  /** Who asks; stands in the run's summary. */
  readonly by: string;
  readonly platform?: string | undefined;
  readonly placements?: readonly number[] | undefined;
};

/** A run that was begun; it goes on without whoever asked for it. */
export type Begun = { readonly run: string; readonly asked: number };

/** Another run has not ended: what it reads need not be asked for twice. */
export class RunUnderWayError extends Error {
  override readonly name = 'RunUnderWayError';
  readonly run: string;

  constructor(run: string) {
    super(
      'A collection is under way already, and nothing was begun. Wait until it has ended, then ask again.',
    );
    this.run = run;
  }
}

export type CollectNow = {
  /** @throws RunUnderWayError, ConfigError where nothing could be asked for */
  collect(request: CollectRequest): Promise<Begun>;
  /** Collects again what a reject concerns. @throws UnknownReject, and as `collect` does */
  retry(rejectId: string, by: string): Promise<Begun>;
  /** Resolves when what was begun here has ended. */
  settled(): Promise<void>;
};

/** Begins runs by hand, one at a time, beside the schedule's own. */
export const createCollectNow = (app: App): CollectNow => {
  let working: Promise<void> | null = null;
  const begin = async (
    request: CollectRequest,
    choose: () => Promise<Scope>,
    about: string,
  ): Promise<Begun> => {
    const [other] = runsUnderWay(app.config.data);
    if (other || working) throw new RunUnderWayError(other?.id ?? '');
    // Taken before anything is waited for: two who ask at once begin one run.
    const { promise, resolve } = Promise.withResolvers<void>();
    working = promise;
    const done = (): void => {
      working = null;
      resolve();
    };
    try {
      const scope = await choose();
      const asked = await countAskable(app, scope);
      const id = randomUUID();
      const occasion = { id, slot: app.clock.now(), trigger: 'manual', job: '' } as const;
      const remarks = [`${about} by ${request.by}`];
      const begun = Promise.withResolvers<void>();
      const progress = (): void => begun.resolve();
      runSlot(app, 'everything', occasion, { scope, remarks, progress })
        .then(
          ({ run }) => app.log[run.state === 'complete' ? 'info' : 'warn']({ run: run.id }, run.summary),
          error => app.log.error({ err: error, run: id }, 'a run that was asked for by hand was cut short'),
        )
        .finally(() => {
          done();
          begun.resolve();
        });
      // Whoever asked finds the run among those under way from here on, or in the ledger.
      await begun.promise;
      return { run: id, asked };
    } catch (error) {
      done();
      throw error;
    }
  };
  return {
    collect: request => {
      const placements = request.placements && new Set(request.placements);
      return begin(request, async () => ({ platform: request.platform, placements }), 'asked for');
    },
    retry: (rejectId, by) =>
      begin(
        { by },
        async () => {
          const reject = await findReject(app.db, rejectId);
          if (reject.placements.length === 0) {
            throw new ConfigError(
              'This reject names no placement to be asked again. Where it came with a sheet, import the corrected sheet.',
            );
          }
          return { placements: new Set(reject.placements) };
        },
        'rejects asked for again',
      ),
    settled: async () => {
      await working;
    },
  };
};

/** How many placements of a scope a collector can be asked for. @throws ConfigError when there is none */
const countAskable = async (app: App, { platform, placements: wanted }: Scope): Promise<number> => {
  const { placements } = await app.expected();
  const enabled = unofficialPlatforms(app.config);
  const isAskable = ({ id, platformId, metric }: StoredPlacement): boolean =>
    (platform === undefined || platformId === platform) &&
    (wanted === undefined || wanted.has(id)) &&
    collectorFor(app.collectors, platformId, metric, enabled) !== null;
  const asked = placements.filter(isAskable).length;
  if (asked > 0) return asked;
  throw new ConfigError(
    placements.length === 0
      ? 'There is nothing to collect yet: the catalogue holds no placement.'
      : 'None of these placements can be asked for: their platforms have no collector that is on. Bring their figures by a sheet.',
  );
};
