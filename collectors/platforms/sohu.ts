import { z } from 'zod';
import { listedAccount } from '../account-id.ts';
import { type Discovery, defineCollector, type Links } from '../contract.ts';
import { Counter, DigitsAsNumber, IdText, numberAt } from '../fields.ts';
import { readItem } from '../items.ts';
import { scripted } from '../script-text.ts';

/**
 * Sohu video, uploaded ones (my.tv.sohu.com): plays of many videos at once, in full, from the counter that Sohu's own
 * pages ask without a login. The answer is a script, `var name=[{"id":1,"count":2}];`.
 * Facts: ten public readers of vstat.v.blog.sohu.com agree (2012 to 2018), and of the uploader's list (2017 to 2023).
 * The players' beacons next door (method=setVideoPlayCount, count/stat.do) raise the counter and are on the blocklist.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - the host still answers, without https (a dead one fails as `network`);
 * - 30 ids a call: 30 to 50 are in use, the most is not known (`batchSize` in the configuration overrides it);
 * - a video that is gone or unknown is left out of the list, and ends as absent;
 * - licensed shows (tv.sohu.com/{date}/n{id}.shtml) have another counter under another id; they come by spreadsheet.
 */
const LIST_PAGE = 50;
const LIST_HOST = 'https://my.tv.sohu.com';

const addressOf = (externalId: string): string => `https://my.tv.sohu.com/user/detail/${externalId}.shtml`;

const Plays = z.object({ count: Counter });

const List = z.object({
  data: z.object({
    list: z.array(z.looseObject({ id: IdText, title: z.string(), uploadTime: DigitsAsNumber.optional() })),
  }),
});

/** An uploader as its addresses have it: its number alone may also be that of an author of articles. */
const ACCOUNT = /^us\/\d+$/;

const pageOf = (cursor: string | null): number => (cursor === null ? 1 : Number(cursor));

const discovery: Discovery<z.infer<typeof List>> = {
  baseUrl: LIST_HOST,
  account: ACCOUNT,
  request: page => {
    const said = listedAccount(page, {
      platform: 'sohu',
      form: ACCOUNT,
      what: 'us/ and the first number of my.tv.sohu.com/us/…',
      variable: 'SOHU_VIDEO_UID',
    });
    return {
      path: '/user/wm/ta/v.do',
      query: { uid: said.replace('us/', ''), pg: pageOf(page.cursor), size: LIST_PAGE, sortType: 2 },
    };
  },
  response: scripted(List),
  read: ({ data: { list } }) =>
    list.map(({ id, title, uploadTime }) => ({
      externalId: id,
      title,
      url: addressOf(id),
      publishedAt: uploadTime ?? null,
      kind: 'clip',
      metric: 'plays',
    })),
  // How many there are is stated in some answers only: a short page is the last.
  nextCursor: ({ data: { list } }, { cursor }) =>
    list.length < LIST_PAGE ? null : String(pageOf(cursor) + 1),
};

const UPLOADED = /^\/?(?:us|pl)\/\d+\/(\d+)\.shtml$|^\/?user\/detail\/(\d+)\.shtml$/;
const ENCODED = /^\/v\/([\w=-]+)\.html$/;

const uploadedIn = (path: string): string | undefined => {
  const found = UPLOADED.exec(path);
  return found?.[1] ?? found?.[2];
};

const links: Links = {
  hosts: ['my.tv.sohu.com', 'tv.sohu.com'],
  recognise: ({ pathname }) => {
    const encoded = ENCODED.exec(pathname)?.[1];
    const path = encoded === undefined ? pathname : Buffer.from(encoded, 'base64url').toString('latin1');
    const externalId = uploadedIn(path);
    return externalId === undefined ? null : { externalId, metric: 'plays', kind: 'clip' };
  },
  url: addressOf,
};

export default defineCollector({
  id: 'sohu',
  platform: 'sohu',
  name: { zh: '搜狐视频', en: 'Sohu video' },
  source: 'page',
  official: false,
  serves: ['plays'],
  metrics: ['plays'],
  baseUrl: 'http://vstat.v.blog.sohu.com',
  batchSize: 30,
  // No limit is published; its readers pause for 0.2 to 5 seconds.
  limits: { concurrency: 1, minIntervalMs: 1_000 },
  needs: [],
  options: ['SOHU_VIDEO_UID'],
  capabilities: {
    strength: 'B',
    delayHours: null,
    lookBackDays: null,
    note: {
      zh: '公开的页面计数接口，仅限用户上传的视频；事实依据止于2018年，接口是否仍在有待确认。播放规则平台未公布。',
      en: 'The pages’ public counter, uploaded videos only; last seen in use in 2018, so still to be confirmed. The rule of a play is not published.',
    },
  },
  auth: null,
  request: ({ targets }) => ({
    path: '/dostat.do',
    query: {
      method: 'getVideoPlayCount',
      v: targets.map(({ externalId }) => externalId).join('|'),
      n: 'renci',
    },
  }),
  refusal: body => {
    const code = numberAt(body, 'status') ?? numberAt(body, 'code');
    return code === null || code === 200 ? null : { kind: 'refused', message: `code ${code}` };
  },
  response: scripted(z.array(z.looseObject({ id: IdText }))),
  read: rows =>
    rows.map(row =>
      readItem(row.id, row, Plays, ({ count }) => ({
        externalId: row.id,
        status: 'read',
        values: { plays: count },
      })),
    ),
  links,
  discovery,
});
