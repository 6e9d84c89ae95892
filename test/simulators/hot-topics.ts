import type { Instant } from '../../pipeline/domain/reading.ts';
import type { SimulatedList } from './faults.ts';
import { hash32 } from './random.ts';

/** A topic on its way over a list: it comes, is at its hottest at `peakAt`, and cools until it falls off. */
export type HotTopic = {
  readonly list: SimulatedList;
  readonly title: string;
  readonly from: Instant;
  readonly peakAt: Instant;
  readonly to: Instant;
  /** Its index at the peak. */
  readonly heat: number;
};

/** One line of a list at an instant, hottest first. */
export type HotLine = { readonly title: string; readonly heat: number; readonly id: string };

const at = (beijing: string): Instant => Date.parse(`${beijing}:00+08:00`);

/**
 * The reference campaign's topics. That each stood at or near the top of a platform's list on the day it was pushed is
 * public fact; on which list, when and how hot is this example's choice.
 */
export const HOT_TOPICS: readonly HotTopic[] = [
  {
    list: 'weibo-hot-search',
    title: '天津有了家门口的养老院，让更多老年人安享晚年！',
    from: at('2022-12-05T13:00'),
    peakAt: at('2022-12-05T18:00'),
    to: at('2022-12-05T23:30'),
    heat: 880_000,
  },
  {
    list: 'weibo-hot-search',
    title: '天津何时恢复线下教学？回应来了！',
    from: at('2022-12-06T12:00'),
    peakAt: at('2022-12-06T16:00'),
    to: at('2022-12-07T01:30'),
    heat: 1_240_000,
  },
  {
    list: 'douyin-hot-video',
    title: '天津何时恢复线下教学？回应来了！',
    from: at('2022-12-07T10:00'),
    peakAt: at('2022-12-07T10:00'),
    to: at('2022-12-08T10:00'),
    heat: 1_050_000,
  },
  {
    list: 'toutiao-hot-board',
    title: '天津教育大动作！家门口又建一批好学校！',
    from: at('2022-12-06T15:00'),
    peakAt: at('2022-12-06T19:00'),
    to: at('2022-12-07T00:30'),
    heat: 960_000,
  },
  {
    list: 'zhihu-hot',
    title: '2023年，天津这些人落户政策放宽！',
    from: at('2022-12-28T14:00'),
    peakAt: at('2022-12-28T20:00'),
    to: at('2022-12-29T11:00'),
    heat: 1_400_000,
  },
];

const OTHERS = ['天气', '早餐', '电影', '球赛', '高铁', '手机', '新歌', '菜价', '展览', '航班'];
const LINES = 50;
const HOUR_MS = 3_600_000;

/** The lines that are always there: each hour's own order, from about a million down. */
const others = (list: SimulatedList, instant: Instant): HotLine[] =>
  Array.from({ length: LINES }, (_, i) => {
    const title = `${OTHERS[i % OTHERS.length]}话题${Math.floor(i / OTHERS.length) + 1}`;
    const luck = hash32(`${list}/${title}/${Math.floor(instant / HOUR_MS)}`) / 2 ** 32;
    return { title, heat: Math.floor((1_000_000 * (0.9 + 0.2 * luck)) / (i + 1)), id: idOf(list, title) };
  });

/** A number of 19 digits that stays with its topic. */
const idOf = (list: SimulatedList, title: string): string =>
  `7${String(hash32(`${list}/${title}`)).padStart(10, '0')}${String(hash32(title)).padStart(10, '0').slice(2)}`;

/** Rises evenly to its peak and cools evenly to a tenth of it. */
const heatAt = ({ from, peakAt, to, heat }: HotTopic, instant: Instant): number => {
  const share =
    instant <= peakAt
      ? peakAt === from
        ? 1
        : 0.1 + (0.9 * (instant - from)) / (peakAt - from)
      : 1 - (0.9 * (instant - peakAt)) / (to - peakAt);
  return Math.floor(heat * share);
};

/** A list as it stands at an instant: at most 50 lines, hottest first. */
export const hotLinesAt = (
  list: SimulatedList,
  instant: Instant,
  topics: readonly HotTopic[] = HOT_TOPICS,
): HotLine[] =>
  [
    ...topics
      .filter(topic => topic.list === list && topic.from <= instant && instant < topic.to)
      .map(topic => ({
        title: topic.title,
        heat: heatAt(topic, instant),
        id: idOf(list, topic.title),
      })),
    ...others(list, instant),
  ]
    .sort((a, b) => b.heat - a.heat)
    .slice(0, LINES);
