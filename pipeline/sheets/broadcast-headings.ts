import type { Indicator, Unit } from '../domain/broadcast.ts';
import { INDICATORS } from '../domain/broadcast.ts';
import { fold } from './headings.ts';

/** What a column of a rating report may hold, besides an indicator and the plays of an operator. */
export type BroadcastField =
  | 'programme'
  | 'organisation'
  | 'channel'
  | 'platform'
  | 'account'
  | 'external_id'
  | 'aired_on'
  | 'slot'
  | 'method'
  | 'universe'
  | 'period'
  | 'period_from'
  | 'period_to'
  | 'stated_at'
  | 'author';
export type BroadcastUse = BroadcastField | Indicator | 'plays';

/** Headings as reports write them; brackets with units are taken off first. */
const WORDS: Readonly<Record<BroadcastUse, string>> = {
  programme: '节目名称 节目 栏目 标题 programme program title',
  organisation: '单位 访谈单位 委办局 organisation',
  channel: '频道 频道名称 频率 电台 channel station',
  platform: '平台 platform',
  account: '账号 帐号 account',
  external_id: 'ID 节目ID 作品ID 资源ID 媒资ID external_id',
  aired_on: '播出日期 日期 首播日期 aired_on date',
  slot: '播出时段 时段 播出时间 slot',
  method: '方法 口径 方法/口径 口径/方法 调查方法 数据口径 统计口径 method',
  universe: '总体 推及总体 调查范围 样本范围 目标观众 universe',
  period: '统计周期 统计期 周期 period',
  period_from: '开始日期 起始日期 统计开始 period_from',
  period_to: '结束日期 截止日期 统计结束 period_to',
  stated_at: '统计时间 截止时间 截至时间 数据截止 报告日期 出具日期 stated_at',
  author: '数据来源 来源 提供方 数据提供方 调查机构 出具单位 author source',
  rating_percent: '收视率 rating',
  listening_percent: '收听率',
  share_percent: '市场份额 收视份额 收听份额 市场占有率 占有率 share',
  reach_percent: '到达率 reach',
  loyalty_percent: '忠实度 忠诚度 loyalty',
  households: '收视户数 户数 households',
  viewers_thousand: '观众规模 收视人数 观众人数',
  listeners_thousand: '听众规模 收听人数 听众人数',
  minutes_per_viewer: '人均收视时长 人均收看时长 人均收视分钟数',
  minutes_per_listener: '人均收听时长 人均收听分钟数',
  minutes_per_household: '户均收视时长 户均收看时长',
  plays: '点播次数 点播量 回看次数 回看量 点播/回看次数 点播回看次数 点播及回看次数 plays',
};

const MEANINGS: ReadonlyMap<string, BroadcastUse> = new Map([
  ...(Object.keys(INDICATORS) as Indicator[]).map(indicator => [fold(indicator), indicator] as const),
  ...(Object.entries(WORDS) as [BroadcastUse, string][]).flatMap(([use, words]) =>
    words.split(' ').map(word => [fold(word), use] as const),
  ),
]);

const BRACKETS = /[([{【〔<](.*?)[)\]}】〕>]/g;

/** What a heading means, and the unit in its brackets ('' for none); null for one that nothing is read from. */
export const broadcastMeaning = (heading: string): { use: BroadcastUse; unit: string } | null => {
  const folded = fold(heading);
  const use = MEANINGS.get(folded.replaceAll(BRACKETS, ''));
  const [inside] = [...folded.matchAll(BRACKETS)].map(match => match[1] ?? '');
  return use ? { use, unit: (inside ?? '').replace(/^单位[:：]?/, '') } : null;
};

export const isIndicator = (use: string | null): use is Indicator => use !== null && use in INDICATORS;

/** Units of headings as powers of ten of the indicator's own; '' only where the word itself says what is counted. */
const SHIFTS: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  percent: { '': 0, '%': 0, 百分比: 0, 百分点: 0 },
  households: { '': 0, 户: 0, 千户: 3, 万户: 4, 百万户: 6, 万: 4 },
  'thousand persons': { 人: -3, 千人: 0, 万人: 1, 百万人: 3, '000': 0 },
  minutes: { 分钟: 0, 分: 0, min: 0, minutes: 0 },
};

/** By how many places the cells of a heading are moved, or null where its unit is missing or another. */
export const shiftOf = (indicator: Indicator, unit: string): number | null =>
  SHIFTS[INDICATORS[indicator].unit][unit] ?? null;

/** The units a heading of the indicator may name, for a message. */
export const unitsOf = (indicator: Indicator): string =>
  Object.keys(SHIFTS[INDICATORS[indicator].unit])
    .filter(unit => unit !== '')
    .join(', ');
