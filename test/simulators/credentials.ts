import type { Account } from '../../pipeline/domain/catalogue.ts';
import type { Simulated } from './faults.ts';
import { consentCode } from './grants.ts';
import { wechatCode } from './wechat.ts';
import { zhihuSession } from './zhihu.ts';

/** The account whose owner hands the session of the browser over: one session is one account. */
const ZHIHU_OWNER = 'zhihu-jinyun';

/** What the simulated platforms accept, by the name of the environment variable a collector reads it from. */
export const CREDENTIALS: Readonly<Record<string, string>> = {
  DOUYIN_CLIENT_KEY: 'simulated-douyin-key',
  DOUYIN_CLIENT_SECRET: 'simulated-douyin-secret',
  KUAISHOU_APP_ID: 'simulated-kuaishou-app',
  KUAISHOU_APP_SECRET: 'simulated-kuaishou-secret',
  WEIBO_APP_KEY: 'simulated-weibo-key',
  WEIBO_APP_SECRET: 'simulated-weibo-secret',
  WEIBO_REDIRECT_URI: 'https://renci.example/consent',
  JINYUN_API_KEY: 'simulated-jinyun-key',
  TENCENT_OM_COOKIE: 'simulated-tencent-session=1',
  ZHIHU_SESSION: zhihuSession(ZHIHU_OWNER),
  YOUTUBE_API_KEY: 'simulated-youtube-key',
  BILIBILI_CLIENT_ID: 'simulated-bilibili-id',
  BILIBILI_CLIENT_SECRET: 'simulated-bilibili-secret',
  TOUTIAO_CLIENT_KEY: 'simulated-toutiao-key',
  TOUTIAO_CLIENT_SECRET: 'simulated-toutiao-secret',
};

/** How an account's owner consents, on the platforms that ask; the others know the institution by its key. */
const CONSENT: Readonly<Partial<Record<Simulated, (account: string) => string>>> = {
  douyin: consentCode,
  kuaishou: consentCode,
  weibo: consentCode,
  bilibili: consentCode,
  toutiao: consentCode,
  // No code of a moment: the account's own key.
  wechat: wechatCode,
};

/** Consent code by account id. */
export const codesOf = (accounts: readonly Account[]): Record<string, string> =>
  Object.fromEntries(
    accounts.flatMap(({ id, platformId }) => {
      const code = CONSENT[platformId as Simulated];
      return code ? [[id, code(id)]] : [];
    }),
  );
