import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import douyin from '../../collectors/platforms/douyin.ts';
import kuaishou from '../../collectors/platforms/kuaishou.ts';
import toutiao from '../../collectors/platforms/toutiao.ts';
import weibo from '../../collectors/platforms/weibo.ts';
import { createDouyin } from '../simulators/douyin.ts';
import { createKuaishou } from '../simulators/kuaishou.ts';
import type { PlatformOptions, PlatformSimulator } from '../simulators/platform.ts';
import { createToutiao } from '../simulators/toutiao.ts';
import { createWeibo } from '../simulators/weibo.ts';
import { openPlatform } from './platform-bench.ts';

/** What can be wrong with a consent or a token, on the platforms whose accounts consent; Bilibili's are in its own file. */
type Member = {
  readonly collector: Collector;
  readonly id: string;
  readonly secret: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** Whether a token that is not good any more is replaced without its owner. */
  readonly isRefreshed: boolean;
  create(options: PlatformOptions): PlatformSimulator;
};

const MEMBERS: readonly Member[] = [
  {
    ...{ collector: douyin, create: createDouyin, id: '@8hxd+/01==', isRefreshed: true },
    secret: 'DOUYIN_CLIENT_SECRET',
    credentials: { DOUYIN_CLIENT_KEY: 'key', DOUYIN_CLIENT_SECRET: 'right-secret' },
  },
  {
    ...{ collector: toutiao, create: createToutiao, id: '@9VxX0vmE+/1==', isRefreshed: true },
    secret: 'TOUTIAO_CLIENT_SECRET',
    credentials: { TOUTIAO_CLIENT_KEY: 'key', TOUTIAO_CLIENT_SECRET: 'right-secret' },
  },
  {
    ...{ collector: kuaishou, create: createKuaishou, id: '3x0000000000001', isRefreshed: true },
    secret: 'KUAISHOU_APP_SECRET',
    credentials: { KUAISHOU_APP_ID: 'key', KUAISHOU_APP_SECRET: 'right-secret' },
  },
  {
    ...{ collector: weibo as Collector, create: createWeibo, id: '4844577145688377', isRefreshed: false },
    secret: 'WEIBO_APP_SECRET',
    credentials: {
      WEIBO_APP_KEY: 'key',
      WEIBO_APP_SECRET: 'right-secret',
      WEIBO_REDIRECT_URI: 'https://renci.example/consent',
    },
  },
];

describe.each(MEMBERS.map((member): [string, Member] => [member.collector.id, member]))(
  '%s',
  (id, member) => {
    const { collector, credentials, secret, isRefreshed } = member;
    const platform = openPlatform({
      ...{ collector, credentials, create: member.create },
      items: [{ id: member.id, metric: collector.serves[0] ?? 'plays' }],
    });

    test('a token that the platform does not know any more is replaced, or its owner is asked', async () => {
      expect((await platform.collect()).summary).toMatchObject({ read: 1, failed: 0 });
      const file = join(platform.bench.folder, 'tokens.json');
      const kept = JSON.parse(readFileSync(file, 'utf8'));
      kept[`${id}/account-a`].token.accessToken = 'revoked-access-token';
      writeFileSync(file, JSON.stringify(kept));
      platform.bench.clock.set(platform.bench.clock.now() + 60_000);
      const { summary, all } = await platform.collect();
      expect(summary).toMatchObject(
        isRefreshed ? { read: 1, failed: 0 } : { read: 0, failures: { auth: 1 } },
      );
      expect(JSON.stringify(all)).not.toContain('revoked-access-token');
      if (!isRefreshed) expect(all.misses[0]?.reason).toContain("needs its owner's consent");
    });

    test('a wrong secret and a spent code are said in words to act on, and kept out of every row', async () => {
      platform.settings = { ...platform.settings, credentials: { ...credentials, [secret]: 'wrong-secret' } };
      const wrong = await platform.collect();
      expect(wrong.summary).toMatchObject({ read: 0, failed: 1 });
      expect(wrong.all.misses[0]?.reason).toMatch(/gave no token: /);
      expect(JSON.stringify(wrong.all)).not.toContain('wrong-secret');
      platform.settings = { ...platform.settings, credentials, codes: { 'account-a': 'spent-code' } };
      platform.bench.clock.set(platform.bench.clock.now() + 30 * 60_000);
      const spent = await platform.collect();
      expect(spent.summary).toMatchObject({ read: 0, failures: { auth: 1 } });
      expect(JSON.stringify(spent.all)).not.toContain('spent-code');
    });
  },
);
