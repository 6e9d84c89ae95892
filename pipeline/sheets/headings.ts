import { METRICS, type Metric } from '../domain/metrics.ts';
import type { SheetField } from './sheet.ts';

/** What a heading means. `ambiguous`: it counts something, but does not say what. */
export type Meaning =
  | { readonly kind: 'use'; readonly use: SheetField | Metric; readonly unit: string }
  | { readonly kind: 'ambiguous' };

const WORDS: Readonly<Partial<Record<SheetField | Metric, string>>> = {
  platform: '平台 来源平台 发布平台 平台名称 渠道 媒体 端口 platform',
  account:
    '账号 帐号 账号名称 账号名 作者 媒体名称 频道 栏目 MonitorName account author channel channel_title channel_name',
  title:
    '标题 作品标题 视频标题 文章标题 稿件标题 笔记标题 节目名称 作品名称 内容 标题描述 title video_title name',
  url: '链接 作品链接 文章链接 视频链接 原文链接 网址 URL 地址 发布链接 link video_url',
  external_id:
    'ID 作品ID 视频ID 文章ID 稿件ID 内容ID 笔记ID 节目ID 直播ID 资源ID item_id video_id content_id external_id post_id',
  published_at:
    '发布时间 首次发布时间 发布日期 播出时间 上线时间 日期 published_at publish_time published publish_date',
  observed_at:
    '统计时间 统计日期 截止时间 截至时间 数据截止 数据截止时间 采集时间 更新时间 抓取时间 observed_at as_of date time collected_at trending_date snapshot_date',
  metric: '指标 指标名称 metric',
  value: '数值 指标值 value count',
  plays: '播放量 播放 播放次数 播放数 总播放量 观看量 观看数 观看次数 收看次数 plays play_count video_views',
  live_entries: '观看人次 直播观看人次 场观 直播场观 累计观看人次 live_entries',
  reads: '阅读量 阅读 阅读数 阅读次数 总阅读数 总阅读量 reads read_count',
  page_views: '浏览量 浏览 浏览数 点击量 点击 访问量 PV page_views',
  exposures: '曝光 曝光量 展现 展现量 推荐量 impressions exposures',
  viewers: '观看人数 UV 独立访客 viewers unique_viewers',
  readers: '阅读人数 readers',
  concurrent: '在线人数 峰值人数 最高在线人数 concurrent',
  likes: '点赞 点赞量 点赞数 赞 赞同 likes like_count',
  comments: '评论 评论量 评论数 跟帖 留言 comments comment_total comment_count',
  shares: '转发 转发量 转发数 分享 分享量 分享数 转载 shares share_count',
  favourites: '收藏 收藏量 收藏数 favourites favorites collects',
  ignore: '序号 编号 备注 类型 体裁 体裁类型 完播率 平均播放时长 涨粉 粉丝增量 在看 no remark notes',
};

/** Headings that count views of an unnamed kind: plays, reads and page views are different families. */
const AMBIGUOUS = ['views', 'view_count', 'view', 'viewcount', 'hits', '流量', '传播量'];

/** Lower case, full-width forms folded, spaces and joining marks gone: `Video_ID` and `video id` are one heading. */
export const fold = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-\u200b-\u200d\ufeff]/g, '');

const MEANINGS: ReadonlyMap<string, SheetField | Metric> = new Map([
  ...METRICS.map(metric => [fold(metric), metric] as const),
  ...(Object.entries(WORDS) as [SheetField | Metric, string][]).flatMap(([use, words]) =>
    words.split(' ').map(word => [fold(word), use] as const),
  ),
]);
const UNCLEAR: ReadonlySet<string> = new Set(AMBIGUOUS.map(fold));

const BRACKETS = /[([{【〔<](.*?)[)\]}】〕>]/g;
const UNIT = /^(?:单位[:：]?)?(千万|百万|万|亿|千|w|k|m)?(?:次|人次|条|个|篇)?$/;
/** Brackets that make another quantity of the number before them: persons, households, shares, time. */
const OTHER_QUANTITY = /^(?:单位[:：]?)?(?:[百千万亿]*[人户]|%|百分比|.*(?:分钟|小时|秒|元))$/;

/**
 * What a heading means: first as the caller maps it, then by the known synonyms, after folding and without brackets.
 * Null for a heading that nothing is read from.
 */
export const meaningOf = (
  heading: string,
  mapping: ReadonlyMap<string, SheetField | Metric>,
): Meaning | null => {
  const folded = fold(heading);
  const inside = [...folded.matchAll(BRACKETS)].map(match => match[1] ?? '');
  const bare = folded.replaceAll(BRACKETS, '');
  const unit = inside.map(text => UNIT.exec(text)?.[1]).find(found => found !== undefined) ?? '';
  const mapped = mapping.get(folded) ?? mapping.get(bare);
  if (mapped) return { kind: 'use', use: mapped, unit };
  if (inside.some(text => OTHER_QUANTITY.test(text))) return null;
  if (UNCLEAR.has(bare)) return { kind: 'ambiguous' };
  const use = MEANINGS.get(bare);
  return use ? { kind: 'use', use, unit } : null;
};
