import type { MetricDefinition } from '../definitions.ts';
import { READ_ON } from './read-on.ts';

const REVISIONS = 'developers.google.com/youtube/reporting/revision_history';

/** YouTube states its rules. The public count changed twice; the two breaks must not be smoothed over. */
export const INTERNATIONAL_PLATFORMS: readonly MetricDefinition[] = [
  {
    platform: 'youtube',
    metric: 'plays',
    version: 1,
    ruleZh: '公开观看次数；2025年3月31日前的长短视频及其后的长视频规则，平台未公布。含付费推广带来的播放。',
    ruleEn: 'Public view count; the rule of that time is not published. Includes views from paid promotion.',
    source: REVISIONS,
    strength: 'A',
    validFrom: null,
    validTo: '2025-03-30',
    readOn: READ_ON,
  },
  {
    platform: 'youtube',
    metric: 'plays',
    version: 2,
    ruleZh: '公开观看次数；Shorts 每次开始播放或重播即计一次，无最短时长；长视频规则平台未公布。',
    ruleEn:
      'Public view count; each start or replay of a Short counts, with no minimum time; the rule for long videos is not published.',
    source: REVISIONS,
    strength: 'A',
    validFrom: '2025-03-31',
    validTo: '2026-08-23',
    readOn: READ_ON,
  },
  {
    platform: 'youtube',
    metric: 'plays',
    version: 3,
    ruleZh:
      '公开观看次数；各类视频从首帧开始播放即计一次，含自动播放与悬停预览。起始日为第三方记载，平台公告日为2026年8月27日。',
    ruleEn:
      'Public view count; every format counts from the first frame, autoplay and hover previews included. First day as a third party reports it; the platform announced it on 27 August 2026.',
    source: REVISIONS,
    strength: 'A',
    validFrom: '2026-08-24',
    validTo: null,
    readOn: READ_ON,
  },
  {
    platform: 'youtube',
    metric: 'engaged_views',
    version: 1,
    ruleZh: '播放超过首帧或用户点击后才计的观看次数；2026年8月表述亦有调整。仅供对照，不作计数指标。',
    ruleEn:
      'Views that went beyond the first frame or began with a click; its wording changed in August 2026 too. Shown beside, never the counting metric.',
    source: REVISIONS,
    strength: 'A',
    validFrom: null,
    validTo: null,
    readOn: READ_ON,
  },
];
