import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { createBilibili } from './bilibili.ts';
import { CREDENTIALS, codesOf } from './credentials.ts';
import { createDouyin } from './douyin.ts';
import type { ScriptedEvent } from './events.ts';
import {
  type Fault,
  FaultBoard,
  SIMULATED,
  SIMULATED_LISTS,
  type Simulated,
  type SimulatedList,
} from './faults.ts';
import { createToutiaoHot, createWeiboHot, createZhihuHot } from './hot-boards.ts';
import { hotLinesAt } from './hot-topics.ts';
import { createHotVideos } from './hot-videos.ts';
import { createJinyun } from './jinyun.ts';
import { createKuaishou } from './kuaishou.ts';
import { createNetease } from './netease.ts';
import type { PlatformOptions, PlatformSimulator, SimulatorClock } from './platform.ts';
import { gatewayError, type RunningServer, serve } from './server.ts';
import { archiveOf, sheetAt } from './sheet.ts';
import { createSina } from './sina.ts';
import { createSohu } from './sohu.ts';
import { createTencent } from './tencent.ts';
import { createToutiao } from './toutiao.ts';
import { createWechat } from './wechat.ts';
import { createWeibo } from './weibo.ts';
import { createWorld, type World } from './world.ts';
import { createYoutube } from './youtube.ts';
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
  sina: createSina,
  youtube: createYoutube,
  bilibili: createBilibili,
  toutiao: createToutiao,
  wechat: createWechat,
};

const CREATE_LIST: Readonly<Record<SimulatedList, (clock: SimulatorClock) => PlatformSimulator>> = {
  'douyin-hot-video': clock =>
    createHotVideos({
      clock,
      credentials: CREDENTIALS,
      videosOf: day =>
        hotLinesAt('douyin-hot-video', Date.parse(`${day}T10:00:00+08:00`)).map(({ title, heat, id }) => ({
          title,
          videoId: id,
          hot: heat,
        })),
    }),
  'toutiao-hot-board': clock => createToutiaoHot({ clock }),
  'weibo-hot-search': clock => createWeiboHot({ clock }),
  'zhihu-hot': clock => createZhihuHot({ clock }),
};

export type Simulators = {
  /** Base URL by platform, without a slash at its end. */
  readonly urls: Readonly<Record<Simulated, string>>;
  /** The same by hot list. */
  readonly hotLists: Readonly<Record<SimulatedList, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  /** Consent code by account id; each works once, but those that are an account's own key. */
  readonly codes: Readonly<Record<string, string>>;
  readonly world: World;
  /** Lets something go wrong from now on; returns how to end it. */
  fault(fault: Fault): () => void;
  /** The partners' sheet as of an instant: CSV text. */
  sheet(instant: Instant): string;
  /** What was kept of a past campaign: CSV text. */
  archive(period: { readonly from: Instant; readonly until: Instant }): string;
  /** Requests a platform got so far. */
  requests(platform: Simulated): number;
  stop(): Promise<void>;
};

/**
 * Starts the partner platforms of some campaigns, and the hot lists, on free loopback ports. They tell the time by
 * `clock`, so that a month passes as fast as it is asked for; the same seed and catalogues answer the same counts.
 * @param options.perDay replaces the platforms' daily quotas.
 */
export const startSimulators = async (options: {
  readonly clock: SimulatorClock;
  readonly catalogues: readonly Catalogue[];
  readonly seed?: string;
  readonly events?: readonly ScriptedEvent[];
  readonly perDay?: number;
}): Promise<Simulators> => {
  const { clock, catalogues, perDay } = options;
  const world = createWorld(options);
  const faults = new FaultBoard();
  const accounts = new Map(catalogues.flatMap(catalogue => catalogue.accounts.map(a => [a.id, a] as const)));
  const startOne = (id: Fault['platform'], { handle, counters, tokenPaths = [] }: PlatformSimulator) =>
    serve({
      handle: call => (world.down(id, clock.now()) ? gatewayError(503) : handle(call)),
      fault: path => faults.take(id, path, tokenPaths),
      counters,
    });
  const start = (id: Simulated): Promise<RunningServer> =>
    startOne(
      id,
      CREATE[id]({
        world,
        clock,
        accounts: [...accounts.values()].filter(a => a.platformId === id).map(a => a.id),
        credentials: CREDENTIALS,
        ...(perDay === undefined ? {} : { perDay }),
      }),
    );
  const [servers, lists] = await Promise.all([
    startAll(SIMULATED, start),
    startAll(SIMULATED_LISTS, id => startOne(id, CREATE_LIST[id](clock))),
  ]);
  return {
    urls: mapped(servers, ({ url }) => url),
    hotLists: mapped(lists, ({ url }) => url),
    credentials: CREDENTIALS,
    codes: codesOf([...accounts.values()]),
    world,
    fault: fault => faults.set(fault),
    sheet: instant => sheetAt(world, instant),
    archive: period => archiveOf(world, period),
    requests: platform => servers[platform].requests(),
    stop: async () => {
      await Promise.all([...Object.values(servers), ...Object.values(lists)].map(server => server.stop()));
    },
  };
};

const startAll = async <Id extends string>(
  ids: readonly Id[],
  start: (id: Id) => Promise<RunningServer>,
): Promise<Record<Id, RunningServer>> =>
  Object.fromEntries(await Promise.all(ids.map(async id => [id, await start(id)]))) as Record<
    Id,
    RunningServer
  >;

const mapped = <Id extends string, From, To>(record: Record<Id, From>, to: (from: From) => To) =>
  Object.fromEntries(Object.entries<From>(record).map(([id, from]) => [id, to(from)])) as Record<Id, To>;
