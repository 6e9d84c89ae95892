import type { MetricDefinition } from '../definitions.ts';
import type { Metric } from '../metrics.ts';
import { READ_ON } from './read-on.ts';

type Rule = Pick<MetricDefinition, 'metric' | 'strength' | 'ruleZh' | 'ruleEn' | 'source'>;

const define = (platform: string, rule: Rule): MetricDefinition => ({
  platform,
  version: 1,
  validFrom: null,
  validTo: null,
  readOn: READ_ON,
  ...rule,
});

/** Partners that tell a figure: what it counts has to be asked of each, and stays disputed until it is written down. */
const stated = (metric: Metric): Rule => ({
  metric,
  strength: 'D',
  ruleZh: '合作方申报数；统计内容与截止时间须逐家书面确认，规则平台未公布。',
  ruleEn:
    'Told by the partner; what is counted, and until when, must be asked in writing. Rule not published.',
  source: 'statement of the partner',
});

/** The national draft of January 2024, applied to logs of our own. We never claim conformity for numbers of others. */
const DRAFT_SOURCE =
  '《网络视听收视指标及计算方法》征求意见稿, 2024-01 (press copies: nxrte.com/kuaixun/41886.html)';
const ownLogs = (metric: Metric, ruleZh: string, ruleEn: string): Rule => ({
  metric,
  strength: 'C',
  ruleZh,
  ruleEn,
  source: DRAFT_SOURCE,
});

const VALID_PLAY_ZH =
  '自有日志，按行业征求意见稿：以低于3倍速观看超过3秒计一次；一分钟超过60次或一日超过1万次行为、或使用刷量工具者剔除。';
const VALID_PLAY_EN =
  'Own logs, by the national draft: watched for over 3 s at under 3× speed; users with over 60 acts a minute or 10,000 a day, or with boosting tools, are removed.';

const LIVE_ZH = '自有日志：进入直播间的累计人次，剔除规则与点播相同。';
const LIVE_EN = 'Own logs: entries into the live room, cumulative; invalid users removed as for plays.';

const IPTV: Rule = {
  metric: 'plays',
  strength: 'C',
  ruleZh: '运营方提供的点播、回看次数；仅在运营方说明规则后计入播放。户数与收视率不计入。',
  ruleEn:
    'On-demand and catch-up plays told by the operator; counted as plays only once the operator states its rule. Households and ratings never.',
  source: 'statement of the operator',
};

const VIEWING: Rule = {
  metric: 'viewing_rate',
  strength: 'C',
  ruleZh: '运营方或调查机构的收视率，为比例；与户数一样只列在广播面板，不进入任何总量。',
  ruleEn:
    'Viewing rate of the operator or a panel, a share; like households it stands beside the total, never in it.',
  source: 'statement of the operator',
};

const RADIO: Rule = {
  metric: 'listening_rate',
  strength: 'C',
  ruleZh: '抽样收听率，为比例估计，只列在广播面板，不进入任何总量。',
  ruleEn: 'Panel estimate of a share of listeners; shown beside the total, never in it.',
  source: 'panel operator',
};

export const PARTNERS: readonly MetricDefinition[] = [
  define('jinyun', ownLogs('plays', VALID_PLAY_ZH, VALID_PLAY_EN)),
  define('jinyun', ownLogs('live_entries', LIVE_ZH, LIVE_EN)),
  define(
    'jinyun',
    ownLogs(
      'reads',
      '自有日志：打开文章的次数，剔除规则与点播相同。',
      'Own logs: openings of an article; invalid users removed as for plays.',
    ),
  ),
  ...['people', 'china-com-cn', 'cnr', 'weiguan', 'ersanli'].flatMap(platform => [
    define(platform, stated('plays')),
    define(platform, stated('reads')),
  ]),
  define('tianjin-radio', ownLogs('plays', VALID_PLAY_ZH, VALID_PLAY_EN)),
  define('tianjin-radio', ownLogs('live_entries', LIVE_ZH, LIVE_EN)),
  ...['iptv', 'cable'].flatMap(platform => [define(platform, IPTV), define(platform, VIEWING)]),
  define('radio', RADIO),
];
