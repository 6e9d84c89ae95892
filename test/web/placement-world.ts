import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi } from '../../dashboards/api/app.ts';
import { openDashboard } from '../../pipeline/cli/dashboard.ts';
import { runDemo } from '../../pipeline/demo/demo.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { serveDashboard } from '../../pipeline/serve.ts';
import { readPlacements } from '../../pipeline/store/catalogue.ts';
import type { ScriptedEvent } from '../simulators/events.ts';
import { CAMPAIGN } from './pages.ts';

const PAGES = fileURLToPath(new URL('../../dashboards/web/dist', import.meta.url));
const at = (text: string): number => Date.parse(`2022-${text.replace(' ', 'T')}:00+08:00`);

const CLIP = 'civil-affairs-clip-1';
const ARTICLE = 'civil-affairs-article';

/** What the platforms do before and at the closing hour: a zero, a large fall, and one that was seen twice. */
const EVENTS: readonly ScriptedEvent[] = [
  { kind: 'blank', work: ARTICLE, account: 'jinyun-app', from: at('12-06 17:30'), to: at('12-07 06:00') },
  { kind: 'purge', work: CLIP, account: 'douyin-jinyun', at: at('12-06 17:30'), share: 0.4 },
  { kind: 'purge', work: CLIP, account: 'kuaishou-jinyun', at: at('12-06 10:30'), share: 0.4 },
];

export type PlacementWorld = {
  readonly app: App;
  readonly url: string;
  /** The same data, on a server that may not change them. */
  readonly readOnlyUrl: string;
  /** An article whose last reading is a zero that nothing vouches for. */
  readonly blank: number;
  /** A clip whose last reading is a large fall that waits. */
  readonly doubted: number;
  /** The same clip on a platform where the fall was confirmed. */
  readonly fallen: number;
  close(): Promise<void>;
};

/** Two days of the demo, whose clock goes on: what is decided here shows at once, as it does in the demo. */
export const openPlacementWorld = async (): Promise<PlacementWorld> => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-placements-'));
  const demo = await runDemo({
    ...{ dir, log: silentLogger, say: () => {}, until: at('12-06 18:00'), events: EVENTS },
    environment: { data: null, logLevel: null, clickhouse: null },
  });
  const address = { host: '127.0.0.1', port: 0 };
  const { app } = demo;
  const { db, clock, log, now, collectors, config } = app;
  const served = await openDashboard(app, address);
  const readOnly = await serveDashboard(
    createApi({ db, clock, log, now, collectors, config, version: '1.2.3', staticDir: PAGES }),
    address,
  );
  const placements = await readPlacements(db, CAMPAIGN);
  const numberOf = (work: string, account: string): number => {
    const found = placements.find(({ workId, accountId }) => workId === work && accountId === account);
    if (!found) throw new Error(`The demo has no ${work} on ${account}.`);
    return found.id;
  };
  return {
    app,
    url: served.url,
    readOnlyUrl: readOnly.url,
    blank: numberOf(ARTICLE, 'jinyun-app'),
    doubted: numberOf(CLIP, 'douyin-jinyun'),
    fallen: numberOf(CLIP, 'kuaishou-jinyun'),
    close: async () => {
      await served.close();
      await readOnly.close();
      await demo.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
