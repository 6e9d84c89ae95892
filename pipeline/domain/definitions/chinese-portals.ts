import type { MetricDefinition } from '../definitions.ts';
import { define, type Row } from './define.ts';

const ROWS: readonly Row[] = [
  [
    'tencent',
    'heat',
    'C',
    '腾讯视频热度值，取代了公开播放量；无单位指数，公式归平台所有且会变，不进入任何总量。',
    'Tencent Video heat, which replaced public plays: an index without a unit whose formula is the platform’s own; in no total.',
    'v.qq.com: notice on replacing play counts',
  ],
  [
    'tencent',
    'plays',
    'B',
    '企鹅号后台视频累计播放量，限自有账号；规则平台未公布。',
    'Plays in the publisher back end, own account only; rule not published.',
    'om.qq.com: mstatistic',
  ],
  [
    'tencent',
    'reads',
    'B',
    '企鹅号后台文章累计阅读量，限自有账号；规则平台未公布。',
    'Openings in the publisher back end, own account only; rule not published.',
    'om.qq.com: mstatistic',
  ],
  [
    'sina',
    'plays',
    'B',
    '新浪视频播放数；多数页面只显示评论数，规则平台未公布。',
    'Plays of a Sina video; most surfaces show comments only. Rule not published.',
    'comment.sina.com.cn; mp.sina.com.cn',
  ],
  [
    'sina',
    'reads',
    'B',
    '新浪号后台阅读数；公开页面只有评论数，规则平台未公布。',
    'Openings in the publisher back end; public pages show comments only. Rule not published.',
    'mp.sina.com.cn',
  ],
  [
    'netease',
    'plays',
    'B',
    '网易视频 playCount，精确整数；新视频可能缺此字段，缺失不是零。规则平台未公布。',
    'playCount of a NetEase video, in full; new videos may lack it, and lacking is not zero. Rule not published.',
    'c.m.163.com: video detail',
  ],
  [
    'netease',
    'reads',
    'B',
    '网易号文章阅读数，仅后台可见；公开接口只有跟贴数，规则平台未公布。',
    'Openings of an article, seen in the back end only; public interfaces show comments. Rule not published.',
    'mp.163.com',
  ],
  [
    'sohu',
    'plays',
    'B',
    '搜狐视频播放次数，精确整数；规则平台未公布。',
    'Plays of a Sohu video, in full; rule not published.',
    'vstat.v.blog.sohu.com: getVideoPlayCount',
  ],
  [
    'sohu',
    'reads',
    'B',
    '搜狐号文章阅读数，精确整数；规则平台未公布。',
    'Openings of a Sohu article, in full; rule not published.',
    'v2.sohu.com: articles/pv',
  ],
  [
    'xiaohongshu',
    'plays',
    'B',
    '观看数，仅创作中心可见；规则平台未公布。公开页面不显示观看数。',
    'Views, in the creator centre only; rule not published. Public pages show none.',
    'creator.xiaohongshu.com: labels of the creator centre',
  ],
];

export const CHINESE_PORTALS: readonly MetricDefinition[] = ROWS.map(define);
