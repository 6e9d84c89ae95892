import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { createDouyin } from './douyin.ts';
import type { ScriptedEvent } from './events.ts';
import { type Fault, FaultBoard, SIMULATED, type Simulated } from './faults.ts';
import { consentCode } from './grants.ts';
import { createJinyun } from './jinyun.ts';
import { createKuaishou } from './kuaishou.ts';
import { createNetease } from './netease.ts';
import type { PlatformOptions, PlatformSimulator, SimulatorClock } from './platform.ts';
import { gatewayError, type RunningServer, serve } from './server.ts';
import { sheetAt } from './sheet.ts';
import { createSohu } from './sohu.ts';
import { createTencent } from './tencent.ts';
import { createWeibo } from './weibo.ts';
import { createWorld, type World } from './world.ts';
import { createZhihu } from './zhihu.ts';

const CREATE: Readonly<Record<Simulated, (options: PlatformOptions) => PlatformSimulator>> = {
  douyin: createDouyin,
  kuaishou: createKuaishou,
  weibo: createWeibo,
  jinyun: createJinyun,
  netease: createNetease,
  sohu: createSohu,
  tencent: createTencent,
  zhihu: createZhihu,
};

/** What the simulated platforms accept, by the name of the environment variable a collector reads it from. */
const CREDENTIALS: Readonly<Record<string, string>> = {
  DOUYIN_CLIENT_KEY: 'simulated-douyin-key',
  DOUYIN_CLIENT_SECRET: 'simulated-douyin-secret',
  KUAISHOU_APP_ID: 'simulated-kuaishou-app',
  KUAISHOU_APP_SECRET: 'simulated-kuaishou-secret',
  WEIBO_APP_KEY: 'simulated-weibo-key',
  WEIBO_APP_SECRET: 'simulated-weibo-secret',
  WEIBO_REDIRECT_URI: 'https://renci.example/consent',
  JINYUN_API_KEY: 'simulated-jinyun-key',
  TENCENT_OM_COOKIE: 'simulated-tencent-session=1',
};

/** Platforms that ask for an account's consent; the others know the institution by its key. */
const WITH_CONSENT: readonly string[] = ['douyin', 'kuaishou', 'weibo'] satisfies Simulated[];

export type Simulators = {
  /** Base URL by platform, without a slash at its end. */
  readonly urls: Readonly<Record<Simulated, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  /** Consent code by account id; each works once. */
  readonly codes: Readonly<Record<string, string>>;
  readonly world: World;
  /** Lets something go wrong from now on; returns how to end it. */
  fault(fault: Fault): () => void;
  /** The partners' sheet as of an instant: CSV text. */
  sheet(instant: Instant): string;
  /** Requests a platform got so far. */
  requests(platform: Simulated): number;
  stop(): Promise<void>;
};

/**
 * Starts the partner platforms of a catalogue on free loopback ports. They tell the time by `clock`, so that a month
 * passes as fast as it is asked for; the same seed and catalogue answer the same counts.
 * @param options.perDay replaces the platforms' daily quotas.
 */
export const startSimulators = async (options: {
  readonly clock: SimulatorClock;
  readonly catalogue: Catalogue;
  readonly seed?: string;
  readonly events?: readonly ScriptedEvent[];
  readonly perDay?: number;
}): Promise<Simulators> => {
  const { clock, catalogue, perDay } = options;
  const world = createWorld(options);
  const faults = new FaultBoard();
  const start = async (id: Simulated): Promise<[Simulated, RunningServer]> => {
    const { handle, counters } = CREATE[id]({
      world,
      clock,
      accounts: catalogue.accounts.filter(a => a.platformId === id).map(a => a.id),
      credentials: CREDENTIALS,
      ...(perDay === undefined ? {} : { perDay }),
    });
    const server = await serve({
      handle: call => (world.down(id, clock.now()) ? gatewayError(503) : handle(call)),
      fault: path => faults.take(id, path),
      counters,
    });
    return [id, server];
  };
  const servers = Object.fromEntries(await Promise.all(SIMULATED.map(start))) as Record<
    Simulated,
    RunningServer
  >;
  return {
    urls: Object.fromEntries(SIMULATED.map(id => [id, servers[id].url])) as Record<Simulated, string>,
    credentials: CREDENTIALS,
    codes: Object.fromEntries(
      catalogue.accounts.filter(a => WITH_CONSENT.includes(a.platformId)).map(a => [a.id, consentCode(a.id)]),
    ),
    world,
    fault: fault => faults.set(fault),
    sheet: instant => sheetAt(world, instant),
    requests: platform => servers[platform].requests(),
    stop: async () => {
      await Promise.all(SIMULATED.map(id => servers[id].stop()));
    },
  };
};
