/**
 * What is wrong in a catalogue file, in Chinese: the sentences of pipeline/yaml-file.ts and pipeline/catalogue, one by one.
 * What a field expects is said in the words of the file's own description.
 */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/^is not a known field\.(?: Did you mean "(.+)"\?)?$/, '没有这个字段。是不是“$1”？'],
  [/^is not a known field\. Known here: (.+)\.$/, '没有这个字段。这里可用：$1。'],
  [/^is missing: expected (.+)\.$/, '缺了：应有$1。'],
  [
    /^is a number, expected (.+): write (".+") in quotes(?: \(as a number it would become (.+)\))?\.$/,
    '写成了数字，应为$1：请加引号，写作 $2。',
  ],
  [/^expected (.+), found (.+)\. Did you mean "(.+)"\?$/s, '应为$1，得到 $2。是不是“$3”？'],
  [/^expected (.+), found (.+)\.$/s, '应为$1，得到 $2。'],
  [/^expected (.+)\.$/s, '应为$1。'],
  [/^is not valid YAML: (.+)$/s, '不是有效的 YAML：$1'],
  [
    /^(platform|account|episode|episode number|work) "(.+)" is already on line (\d+)\.$/,
    '$1“$2”在第 $3 行已有。',
  ],
  [
    /^there is no (platform|account) "(.+)" in this file\. Did you mean "(.+)"\?$/,
    '文件里没有$1“$2”。是不是“$3”？',
  ],
  [
    /^there is no (platform|account) "(.+)" in this file\. Add it under "(.+)"\.$/,
    '文件里没有$1“$2”。请加在 $3 下。',
  ],
  [/^(\S+) is before the campaign starts, (\S+)\.$/, '$1 早于活动首日 $2。'],
  [
    /^is (\S+) in (\S+), outside the campaign's period, (\S+) to (\S+)\.$/,
    '在 $2 是 $1，不在活动期内（$3 至 $4）。',
  ],
  [
    /^stands beside "account": write one account, or the list of all of them\.$/,
    '和 account 并存：只写一个账号，或写全部账号的列表。',
  ],
  [/^account "(.+)" is in this list already\.$/, '账号“$1”在这个列表里已有。'],
  [/^account "(.+)" belongs to platform "(.+)", not to "(.+)"\.$/, '账号“$1”属于平台“$2”，不属于“$3”。'],
  [
    /^item "(.+)" of platform "(.+)" stands twice, on line (\d+) and line (\d+)\.(?: It has one counter.*: \[(.+)\]\.)?$/,
    '平台“$2”的作品“$1”写了两次，在第 $3 行和第 $4 行：它只有一个计数，只留一处。',
  ],
  [
    /^there is no item "(.+)" in this file: name an earlier upload by .*$/,
    '文件里没有作品“$1”：请用较早一次上传的链接、external_id 或 平台/external_id 指明。',
  ],
  [/^item "(.+)" cannot replace itself\.$/, '作品“$1”不能代替它自己。'],
  [/^these items replace one another in a circle: (.+)\.$/, '这些作品互相代替，成了一圈：$1。'],
];

/** What a field expects, as the schemas of the file describe it. */
const EXPECTED: readonly (readonly [RegExp, string])[] = [
  [/^a day such as (\S+)$/, '日期，如 $1'],
  [/^a title$/, '标题'],
  [/^a name$/, '名称'],
  [/^a name in English$/, '英文名称'],
  [/^a note$/, '备注'],
  [/^an organisation's name$/, '单位名称'],
  [/^an organisation's name in English$/, '单位的英文名称'],
  [/^who organises it$/, '主办单位'],
  [/^the name of a series$/, '系列名称'],
  [/^the id of an account$/, '账号的编号'],
  [/^one of (.+)$/, '以下之一：$1'],
  [/^an? (?:instant|moment|time)\b.* such as (.+)$/, '时刻，如 $1'],
  [/^text$/, '文字'],
  [/^a list$/, '列表'],
  [/^fields$/, '若干字段'],
  [/^a whole number\b.*$/, '整数'],
];

const expectedZh = (said: string): string => {
  const [pattern, zh] = EXPECTED.find(([each]) => each.test(said)) ?? [];
  return pattern && zh ? said.replace(pattern, zh) : said;
};

const THINGS: Readonly<Record<string, string>> = {
  platform: '平台',
  account: '账号',
  episode: '期',
  'episode number': '期号',
  work: '作品',
};

/** A mistake in Chinese; one that nobody foresaw is quoted as it is. */
export const mistakeZh = (message: string): string => {
  for (const [pattern, zh] of MISTAKES) {
    const found = pattern.exec(message);
    if (!found) continue;
    return zh.replace(/\$(\d)/g, (_, at: string) => {
      const part = found[Number(at)] ?? '';
      return THINGS[part] ?? expectedZh(part);
    });
  }
  return `原文：“${message}”`;
};
