import type { Bilingual } from './wording.ts';

export type Parts = Readonly<Record<string, string>>;
type Rule = {
  readonly code: string;
  /** Of the whole reason, with named groups; `said` is the platform's own. */
  readonly match: RegExp;
  readonly zh: (parts: Parts, causeOf: (reason: string) => Bilingual) => string;
  readonly en?: (parts: Parts) => string;
};

const rule = (code: string, match: RegExp, zh: Rule['zh'], en?: Rule['en']): Rule => ({
  ...{ code, match, zh },
  ...(en && { en }),
});

/** What follows a platform's own words: hints that a collector adds. */
export const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /^it suspects a robot or wants a login; this account is left alone tonight$/,
    '平台疑为机器访问或要求登录，今夜不再问这个账号',
  ],
  [/^asked too often; this account is left alone tonight$/, '问得太密，今夜不再问这个账号'],
  [/^Zhihu asks for its own script's signature.*$/, '平台要求其网页脚本的签名，本系统不仿造，请改用表格报数'],
  [
    /^the session has ended or is suspected; its owner signs in again and sets (?<name>\w+)$/,
    '登录会话已失效，请账号所有人重新登录并更新 $<name>',
  ],
  [/^the day’s quota is spent; it begins anew at midnight in Beijing$/, '当天额度已用完，北京时间零点恢复'],
  [
    /^only a verified account with this interface granted may ask; it may also have been withdrawn$/,
    '须是已认证并开通该接口的账号，也可能权限已被收回',
  ],
  [/^put the address of this machine on the account’s IP whitelist$/, '请把本机地址加入账号的 IP 白名单'],
  [/^(?<name>[A-Z][A-Z_]+) is wrong$/, '$<name> 的值不对'],
];

const PLATFORM = '(?:[a-z][\\w-]*: )?';
const of = (pattern: string): RegExp => new RegExp(`^${PLATFORM}${pattern}$`, 's');

export const RULES: readonly Rule[] = [
  rule('not-in-answer', of('not in the answer'), () => '应答里没有这个作品'),
  rule(
    'quota-spent',
    of(
      '(?:this application|account "(?<account>.*)") has used its (?<n>\\d+) requests of today; the rest is asked tomorrow',
    ),
    ({ account, n }) => `${account ? `账号“${account}”` : '本应用'}今天的${n}次请求已用完，其余明天再问`,
  ),
  rule(
    'credentials',
    of('set (?<names>.+) in the environment; "(?<collector>.*)" cannot ask without'),
    ({ names }) => `环境变量里没有设 ${names}，没有它就不能问`,
  ),
  rule(
    'address',
    of('its address is not known to us; set (?<key>\\S+) in renci.yaml'),
    ({ key }) => `不知道平台的地址，请在 renci.yaml 里设 ${key}`,
  ),
  rule(
    'consent',
    of(
      'account "(?<account>.*)" needs its owner\'s consent: (?<why>.*)\\. Authorise it on the platform and set (?<key>\\S+) in renci.yaml .*',
    ),
    ({ account, why }, told) =>
      `账号“${account}”需要所有人重新同意（${consentZh(why ?? '', told)}），请在平台授权，再把新的授权码填进来`,
  ),
  rule(
    'left-alone',
    of('(?<host>\\S+) failed too often and is left alone for (?<s>\\d+) s'),
    ({ host, s }) => `${host} 连续出错，暂停问它${s}秒`,
  ),
  rule('unreachable', of('cannot be reached \\((?<why>\\w+)\\)'), ({ why }) => `连不上平台（${why}）`),
  rule('broke-off', of('broke off \\((?<why>.*)\\)'), ({ why }) => `连接中断（${why}）`),
  rule('timeout', of('gave no whole answer within (?<s>[\\d.]+) s'), ({ s }) => `${s}秒内没有完整应答`),
  rule('no-answer', of('gave no answer'), () => '没有应答'),
  rule(
    'platform-down',
    of('failed itself \\(HTTP (?<status>\\d+)\\)'),
    ({ status }) => `平台自身出错（HTTP ${status}）`,
  ),
  rule('throttled', of('too many requests \\(HTTP 429\\)'), () => '请求过于频繁（HTTP 429）'),
  rule(
    'throttled',
    of('answered with an empty body, which is how it throttles'),
    () => '应答是空的：这是该平台限流的方式',
  ),
  rule(
    'refused-status',
    of('refused the request \\(HTTP (?<status>\\d+)\\)'),
    ({ status }) => `平台拒绝了请求（HTTP ${status}）`,
  ),
  rule(
    'redirected',
    of('(?:redirects without an address.*|redirected more than .*|sent us on to .*)'),
    () => '平台转到了别处，没有跟过去',
  ),
  rule('too-large', of('sent a body larger than (?<n>\\S+) bytes'), ({ n }) => `应答超过${n}字节，没有收`),
  rule(
    'counter',
    of('(?<url>\\S+) raises a counter when it is called, so it was not sent'),
    () => '这个地址一调用就会增加播放数，没有发出',
  ),
  rule(
    'shape',
    of('the answer is (?:not what we know|no JSON) \\((?<type>[^)]*)\\): (?<fault>.*)'),
    ({ fault }) => `应答的格式与所知的不同（${fault}）`,
  ),
  rule(
    'item-shape',
    of('the item is not what we know: (?<fault>.*)'),
    ({ fault }) => `这一条的格式与所知的不同（${fault}）`,
  ),
  rule(
    'count',
    of('(?:(?<metric>\\w+): )?The count "(?<text>.*)" cannot be read: (?<why>.*)\\. Look at the field .*'),
    ({ text }) => `数字“${text}”读不出确切的范围`,
  ),
  rule(
    'own-code',
    of('collector "(?<id>.*)" failed: (?<fault>.*)'),
    ({ id, fault }) => `采集器“${id}”自身出错（${fault}），请交给维护人员`,
  ),
  rule(
    'circles',
    of('the list goes round in circles at cursor "(?<at>.*)"'),
    () => '平台的列表翻页兜圈，没有继续',
  ),
  rule(
    'no-token',
    of('(?<name>[\\w ]+?) gave no (?:client )?token: (?<rest>.*)'),
    ({ rest }, told) => `平台没有给令牌：${told(rest ?? '').zh}`,
  ),
  rule(
    'no-token',
    of('(?<name>[\\w ]+?) answered the request for a (?:client )?token in an unknown shape'),
    () => '平台对令牌请求的应答读不懂',
  ),
  rule('no-statistics', of('the answer has no statistics for it'), () => '应答里没有它的统计'),
  rule('private', of('create_time is 0: private or unavailable'), () => '作品设为私密或不可用'),
  rule('in-review', of('video_status is (?<n>\\S+): under review'), () => '作品审核中'),
  rule(
    'processing',
    of('still being processed: its counts mean nothing'),
    () => '作品仍在处理，数字还没有意义',
  ),
  rule(
    'gone',
    of('code (?<n>-?\\d+) without data: gone or unknown'),
    ({ n }) => `没有数据：已不在，或平台不认得（代码 ${n}）`,
  ),
  rule('no-day', of('no day of (?:numbers|plays) is reported yet'), () => '平台还没有报出任何一天的数'),
  rule(
    'not-listed',
    of('not in the list of (?<day>\\S+): under 3 actions so far, deleted, or published on another day'),
    ({ day }) => `不在${day}的列表里：互动不足3次、已删除，或不是那天发布`,
  ),
  rule(
    'no-publish-time',
    of('no publish time in the catalogue, and the platform is asked by day of publication'),
    () => '目录里没有发布时间，而平台要按发布日来问',
  ),
  rule(
    'no-total',
    of('(?<metric>\\w+) of (?<day>\\S+) is (?<n>\\d+) after (?<m>\\d+): that is no total since publication'),
    ({ day, n, m }) => `${day}的数是${n}，前一天是${m}：不是自发布以来的累计`,
  ),
  rule(
    'days-missing',
    of('expected the plays of (?<day>\\S+) and found (?<other>\\S+): days are missing or repeated'),
    ({ day, other }) => `应是${day}的播放数，得到${other}的：缺了日子或有重复`,
  ),
  rule(
    'no-total',
    of('total 0: no comments, or an article or channel that Sina does not know'),
    () => '总数为0：没有评论，或平台不认得这篇或频道',
  ),
  rule(
    'page-id',
    of('this is the id in the address of its page; register the item_id .*'),
    () => '登记的是网页地址里的号，请改用账号列表给出的 item_id',
  ),
  rule(
    'not-an-id',
    of('"(?<id>.*)" is no id of a zvideo \\(digits\\)'),
    ({ id }) => `“${id}”不是视频号（应为数字）`,
  ),
  rule(
    'another-item',
    of('asked for (?:item|video) (?<id>\\S+) and was answered about (?<other>\\S+)'),
    ({ id, other }) => `问的是 ${id}，答的是 ${other}`,
  ),
  rule(
    'empty-page',
    of('page (?<n>\\d+) of (?<m>\\d+) is empty, though more are promised'),
    ({ n, m }) => `列表第${n}页（共${m}页）是空的`,
  ),
  rule(
    'state',
    of('(?<field>[\\w/]+) is "(?<said>.*)"'),
    ({ field }) => `平台的字段 ${field} 给出状态`,
    ({ field }) => `the platform's field ${field} says a state`,
  ),
  rule('page-no-answer', of('the page is no answer: (?<why>.*)'), ({ why }) => `页面不是应答（${why}）`),
  rule(
    'unfound',
    of('(?<what>.+): nothing found at (?<place>.+); the page may have changed'),
    ({ place }) => `在 ${place} 处没有找到，页面可能改了`,
  ),
  rule(
    'zero',
    of('(?<field>.+): expected a number or a text at (?<place>.+)'),
    ({ place }) => `${place} 处应是数字或文字`,
  ),
  rule(
    'status',
    of('HTTP (?<n>\\d{3})(?: (?<said>.+))?'),
    ({ n }) => `平台答 HTTP ${n}`,
    ({ n }) => `the platform answered HTTP ${n}`,
  ),
  rule(
    'platform-code',
    of('code (?<n>-?\\d+)(?: (?<said>.+))?'),
    ({ n }) => `平台报错，代码 ${n}`,
    ({ n }) => `the platform's error code ${n}`,
  ),
  rule(
    'platform-code',
    of('(?:HTTP \\d+|(?<n>[a-z][A-Za-z]+)): (?<said>.+)'),
    ({ n }) => `平台报错${n ? `，代码 ${n}` : ''}`,
    ({ n }) => `the platform's error${n ? ` ${n}` : ''}`,
  ),
  rule(
    'platform-words',
    of('(?<said>[^\\x00-\\x7f].*)'),
    () => '平台报错',
    () => 'the platform’s error',
  ),
];

const CONSENT_ZH: readonly (readonly [string, string])[] = [
  ['its authorisation has ended', '授权已到期'],
  ['it was never authorised', '从未授权过'],
];

const consentZh = (why: string, told: (reason: string) => Bilingual): string => {
  const refused = /^its code was refused \((.*)\)$/s.exec(why)?.[1];
  if (refused !== undefined) return `授权码没有被接受：${told(refused).zh}`;
  return CONSENT_ZH.find(([known]) => known === why)?.[1] ?? `原文：“${why}”`;
};
