import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingMidnight, beijingMinute } from './beijing.ts';
import { cappedWan, flooredWan, grouped, roundedWan } from './display.ts';
import type { Item, World } from './world.ts';

const HEADINGS = ['平台', '账号', '标题', '链接', '作品ID', '指标', '数值', '统计时间'];

const METRIC_WORDS: Partial<Record<Metric, string>> = {
  plays: '播放量',
  reads: '阅读量',
  live_entries: '观看人次',
};

/** Each desk writes numbers its own way; desks not named here write bare digits. None of them says how it rounds. */
const STYLES: Readonly<Record<string, (count: number) => string>> = {
  iptv: grouped,
  sina: grouped,
  cnr: grouped,
  netease: grouped,
  'china-com-cn': roundedWan,
  ersanli: flooredWan,
  weiguan: cappedWan,
};

/** Desks that count by the day have no figure for an item's first day. */
const FIRST_DAY_MS: Readonly<Record<string, number>> = { 'china-com-cn': 24 * 3_600_000 };

/** What a platform tells by an interface. Douyin's live rooms, NetEase's articles and Xiaohongshu's notes are told by their desks alone. */
const BY_INTERFACE: Readonly<Record<string, readonly Metric[]>> = {
  douyin: ['plays'],
  kuaishou: ['plays'],
  weibo: ['plays', 'exposures'],
  jinyun: ['plays', 'live_entries', 'reads'],
  netease: ['plays'],
  sohu: ['plays', 'reads'],
  tencent: ['plays', 'reads'],
  zhihu: ['plays', 'reads'],
  sina: ['comments'],
  youtube: ['plays'],
  bilibili: ['plays'],
  toutiao: ['plays'],
  wechat: ['reads'],
};

/** A desk reports a work for so long after its publication. */
const REPORTED_MS = 60 * 86_400_000;

const isInSheet = (item: Item, instant: Instant): boolean =>
  !BY_INTERFACE[item.platform]?.includes(item.metric) &&
  item.publishedAt <= instant &&
  instant < item.publishedAt + REPORTED_MS;

const valueAt = (world: World, item: Item, instant: Instant): string => {
  const state = world.state(item.platform, item.externalId, instant);
  const tooYoung = instant - item.publishedAt < (FIRST_DAY_MS[item.platform] ?? 0);
  if (state !== 'public' || tooYoung) return '--';
  const style = STYLES[item.platform] ?? String;
  return style(world.count(item.platform, item.externalId, item.metric, instant));
};

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * The sheet that the partners' desks send in the evening, as CSV text with CRLF: one row for each published placement
 * without a collector, its cumulative count at `instant` written as that desk writes numbers ("51,234", "1.2万",
 * "10万+", "--").
 */
export const sheetAt = (world: World, instant: Instant): string => {
  const rows = world.items
    .filter(item => isInSheet(item, instant))
    .map(item => rowOf(item, valueAt(world, item, instant), instant));
  return toCsv(rows);
};

const rowOf = (item: Item, value: string, instant: Instant): string[] => [
  item.platformName,
  item.accountName,
  item.title,
  item.url,
  item.externalId,
  METRIC_WORDS[item.metric] ?? item.metric,
  value,
  beijingMinute(instant),
];

const toCsv = (rows: readonly (readonly string[])[]): string =>
  [HEADINGS, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * What an institution kept of a past campaign, as CSV text with CRLF: every item published from `from` on, with its count
 * in full at six in the evening of each Beijing day before `until`.
 */
export const archiveOf = (world: World, { from, until }: { from: Instant; until: Instant }): string => {
  const evenings: Instant[] = [];
  for (let at = beijingMidnight(from) + 18 * HOUR_MS; at < until; at += DAY_MS) evenings.push(at);
  const items = world.items.filter(({ publishedAt }) => publishedAt >= from && publishedAt < until);
  return toCsv(
    evenings.flatMap(at =>
      items
        .filter(({ publishedAt }) => publishedAt <= at)
        .map(item => {
          const count = world.count(item.platform, item.externalId, item.metric, at);
          return rowOf(item, String(count), at);
        }),
    ),
  );
};
