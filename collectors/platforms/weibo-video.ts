import { z } from 'zod';
import { localDate } from '../../pipeline/days.ts';
import { defineCollector, type Links, type Outcome, type Target } from '../contract.ts';
import { CollectorError } from '../errors.ts';
import { DigitsAsNumber, IdText, numberAt, textAt } from '../fields.ts';
import { readItem } from '../items.ts';
import { WEIBO, weiboAuth, weiboRefusal } from './weibo.ts';

/**
 * Weibo commercial interface, videos: plays by day of one authorised video, added up from the day of publication.
 * The answer's `play_cnt` is a number of persons by day: it cannot be added over days and is not reported.
 * Facts: open.weibo.com wiki, C/2/videos/play_counts/biz; keys may carry a blank (`" play"`), so they are trimmed.
 *
 * Unconfirmed, and what is assumed until a probe says otherwise:
 * - `day_key` is yyyy-MM-dd or yyyyMMdd, a day of Beijing;
 * - every day from publication on is listed, days without a play as well, and only the newest may be late: a gap
 *   between them fails the video, because a sum over it would be too small without anyone noticing.
 */
const ZONE = 'Asia/Shanghai';
const GONE = 20101;
const PRIVATE = 20112;

const trimmedKeys = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key.trim(), field]))
    : value;

const Day = z.preprocess(
  trimmedKeys,
  z.object({
    day_key: z
      .union([z.string(), z.int().transform(String)])
      .transform(text => text.trim().replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'))
      .pipe(z.iso.date()),
    play: DigitsAsNumber,
  }),
);
const Days = z.object({ result: z.array(Day) });
type Day = z.infer<typeof Day>;

/** The error codes that speak of the video itself are outcomes, not errors. */
const isAboutVideo = (body: unknown): boolean => [GONE, PRIVATE].includes(numberAt(body, 'error_code') ?? 0);

const publishedOn = ({ externalId, publishedAt }: Target): string => {
  if (publishedAt === null) {
    throw new CollectorError(
      'config',
      `weibo: video ${externalId} has no publish time in the catalogue, and its plays are added up from that day on`,
    );
  }
  return localDate(publishedAt, ZONE);
};

const sumOf = (target: Target, days: readonly Day[]): Outcome => {
  const { externalId } = target;
  const sorted = [...days].sort((a, b) => a.day_key.localeCompare(b.day_key));
  if (sorted.length === 0) return { externalId, status: 'absent', reason: 'no day of plays is reported yet' };
  const expected = daysFrom(publishedOn(target), sorted.length);
  const wrong = sorted.findIndex(({ day_key }, i) => day_key !== expected[i]);
  if (wrong !== -1) {
    return {
      externalId,
      status: 'failed',
      kind: 'shape',
      reason: `expected the plays of ${expected[wrong]} and found ${sorted[wrong]?.day_key}: days are missing or repeated`,
      evidence: JSON.stringify(days).slice(0, 2_000),
    };
  }
  return {
    externalId,
    status: 'read',
    values: { plays: sorted.reduce((sum, { play }) => sum + play, 0) },
  };
};

const DAY_MS = 86_400_000;
/** Consecutive calendar dates. They are counted in UTC, where every day has 24 hours. */
const daysFrom = (first: string, length: number): string[] =>
  Array.from({ length }, (_, i) => new Date(Date.parse(first) + i * DAY_MS).toISOString().slice(0, 10));

/** A video has its own object id, which is not the id of the post it stands in. */
const links: Links = {
  hosts: ['weibo.com'],
  recognise: url => {
    const id = /^\/tv\/show\/1034(?::|%3A)(\d+)\/?$/i.exec(url.pathname)?.[1];
    return id === undefined ? null : { externalId: `1034:${id}`, metric: 'plays', kind: 'clip' };
  },
  url: oid => `https://weibo.com/tv/show/${oid}`,
};

export default defineCollector({
  ...WEIBO,
  id: 'weibo-video',
  name: { zh: '微博视频', en: 'Weibo video' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays'],
  batchSize: 1,
  capabilities: {
    strength: 'A',
    delayHours: 24,
    lookBackDays: null,
    note: {
      zh: '仅限已授权的视频；累计播放由每日播放相加而成，当日数据可能滞后。',
      en: 'Authorised videos only; the count is the sum of the daily plays, and the last day may lag.',
    },
  },
  auth: weiboAuth,
  request: ({ targets, token, now }) => {
    const [target] = targets;
    if (!target) throw new CollectorError('config', 'weibo: asked for no video');
    return {
      path: '/2/videos/play_count/biz.json',
      query: {
        access_token: String(token?.accessToken),
        oid: target.externalId,
        starttime: publishedOn(target),
        endtime: localDate(now, ZONE),
      },
    };
  },
  refusal: (body, status) => (isAboutVideo(body) ? 'answer' : weiboRefusal(body, status)),
  response: z.union([
    z.looseObject({ oid: IdText, result: z.array(z.unknown()) }),
    z.object({ error_code: DigitsAsNumber, error: z.string() }),
  ]),
  read: (body, targets) =>
    targets.map(target => {
      const { externalId } = target;
      if ('error_code' in body) {
        const reason = `code ${body.error_code} ${textAt(body, 'error')}`;
        return { externalId, status: body.error_code === GONE ? 'removed' : 'hidden', reason };
      }
      if (body.oid !== externalId) {
        throw new CollectorError(
          'shape',
          `weibo: asked for video ${externalId} and was answered about ${body.oid}`,
        );
      }
      return readItem(externalId, body, Days, ({ result }) => sumOf(target, result));
    }),
  links,
});
