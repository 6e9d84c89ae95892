import type { Family } from './metrics.ts';
import { normalise } from './numeral.ts';

/**
 * The closed list of words that may surround a count, by what they say of it. A word that is not here makes the
 * text a reject: "1.2万分钟" and "1.2万人看过" are numbers too, but not of view-times.
 */
type Kind =
  | 'plain'
  | 'view'
  | 'times'
  | 'exposure'
  | 'act'
  | 'sale'
  | 'person'
  | 'duration'
  | 'index'
  | 'changes';

const WORDS: Readonly<Record<Kind, string>> = {
  plain: '次 次数 条 个 量 数 总 总数 总量 总计 合计 累计 共 共计 已 已有 视频 文章 直播 回放 全网 total has',
  view: '播放 观看 阅读 浏览 收看 收听 点击 点播 回看 访问 场观 pv vv view views play plays read reads watched',
  times: '人次 view-times times',
  exposure: '展现 曝光 展示 推荐 impressions exposures',
  act: '赞 点赞 喜欢 评论 跟贴 转发 分享 收藏 在看 弹幕 likes comments shares favourites favorites',
  sale: '已售 售 总售 全店 已拼 件',
  person:
    '人 人数 位 名 人看过 人观看 人在看 人读过 看过 读过 粉丝 用户 观众 读者 网友 ' +
    'people persons viewers readers users followers subscribers fans',
  duration: '分钟 小时 秒 minutes hours seconds',
  index: '热度 热度值 指数 传播力 heat index',
  changes:
    '近 将近 接近 约 大约 不足 不到 少于 低于 超 超过 突破 逾 高达 左右 上下 以内 以下 分钟前 小时前 天前 元 % ‰ 倍 ' +
    '第 期 名次 排名 日 月 年 点 时 分 about nearly over under almost ago percent',
};

const KIND_OF = new Map<string, Kind>(
  (Object.entries(WORDS) as [Kind, string][]).flatMap(([kind, words]) =>
    words.split(' ').map((word): [string, Kind] => [word, kind]),
  ),
);
const LONGEST_FIRST = [...KIND_OF.keys()].sort((a, b) => b.length - a.length);

const VIEW_FAMILIES: ReadonlySet<Family> = new Set(['play', 'read', 'live_entry', 'page_view', 'exposure']);

/** What each family may be called. View families share their words: pages call plays 观看, 播放 or 浏览 at will. */
const allowedKinds = (family: Family): ReadonlySet<Kind> => {
  if (family === 'exposure') return new Set(['plain', 'view', 'times', 'exposure']);
  if (VIEW_FAMILIES.has(family)) return new Set(['plain', 'view', 'times', 'sale']);
  if (family === 'person' || family === 'concurrent') return new Set(['plain', 'view', 'person', 'act']);
  if (family === 'engagement') return new Set(['plain', 'act', 'person']);
  if (family === 'duration') return new Set(['plain', 'view', 'duration']);
  return new Set(['plain', 'index']);
};

const FAULTS: Readonly<Record<Kind, string>> = {
  plain: 'does not belong here',
  view: 'names views',
  times: 'names view-times, not this family',
  exposure: 'names exposures, which are shown, not opened',
  act: 'names another counter',
  sale: 'names sales',
  person: 'names persons, who are not view-times',
  duration: 'names a duration',
  index: 'names an index',
  changes: 'changes the meaning of the number',
};

/**
 * What is wrong with the words around a number of this family; null when nothing is.
 * Latin words are parted by spaces, Chinese ones are matched longest first.
 */
export const wordFault = (words: string, family: Family): string | null => {
  const allowed = allowedKinds(family);
  let rest = normalise(words).toLowerCase();
  for (rest = skipSeparators(rest); rest !== ''; rest = skipSeparators(rest)) {
    const word = LONGEST_FIRST.find(candidate => startsWithWord(rest, candidate));
    const kind = word === undefined ? undefined : KIND_OF.get(word);
    if (word === undefined || kind === undefined) return `"${rest}" is no word known around a count`;
    if (!allowed.has(kind)) return `"${word}" ${FAULTS[kind]}`;
    rest = rest.slice(word.length);
  }
  return null;
};

const skipSeparators = (text: string): string => text.replace(/^[\s:]+/, '');

const startsWithWord = (text: string, word: string): boolean =>
  text.startsWith(word) && !(/[a-z]$/.test(word) && /^[a-z]/.test(text.slice(word.length)));
