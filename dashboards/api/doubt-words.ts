/** What the matching of discovered items says, in Chinese; what nobody foresaw stays as it was said. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^it fits several campaigns: (.+)$/, '同时符合几个活动：$1'],
  [/^it fits (\d+) episodes$/, '同时符合 $1 期'],
  [/^it names (\d+) episodes$/, '标题提到 $1 期'],
  [/^no episode is named, and none was on the air$/, '没有提到哪一期，当时也没有播出'],
  [/^the platform does not say when it was published$/, '平台没有给出发布时间'],
  [/^only the episode is named, and its broadcast was at another time$/, '只提到这一期，但不在它播出前后'],
  [/^no rule speaks for any campaign$/, '没有规则指向哪个活动'],
];

export const doubtZh = (said: string): string => {
  const [pattern, text] = SAID.find(([each]) => each.test(said)) ?? [];
  return pattern && text ? said.replace(pattern, text) : said;
};
