import { describe, expect, test } from 'vitest';
import type { Episode, Work } from '../../pipeline/domain/catalogue.ts';
import { hashtagsOf, hasKeyword, matchTopic, plain } from '../../pipeline/domain/keywords.ts';
import { type MatchCampaign, type MatchRules, NO_RULES, propose } from '../../pipeline/domain/match.ts';

const at = (beijing: string): number => Date.parse(`2022-12-${beijing}:00+08:00`);
const episode = (
  id: string,
  organisation: string,
  airedAt: number | null,
  status: Episode['status'] = 'aired',
): Episode => ({
  id,
  campaignId: 'talks',
  number: 1,
  title: id,
  organisation,
  organisationEn: id,
  status,
  airedAt,
});
const work = (
  id: string,
  episodeId: string | null,
  title: string,
  kind: Work['kind'] = 'clip',
  series = '',
): Work => ({
  id,
  campaignId: 'talks',
  episodeId,
  kind,
  title,
  series,
  publishedAt: null,
});

const campaign = (rules: Partial<MatchRules> = {}, id = 'talks'): MatchCampaign => ({
  campaign: { id },
  starts: at('01T00:00'),
  ends: at('31T00:00'),
  episodes: [
    episode('education', '市教委', at('05T08:00')),
    episode('civil', '市民政局', at('07T08:00')),
    episode('water', '市水务局', at('07T20:00')),
    episode('dropped', '市商务局', at('09T08:00'), 'cancelled'),
  ],
  works: [
    work(
      'bus',
      'civil',
      '明年天津完善65岁以上老年人免费乘坐公交车政策！更多福利马上来！',
      'clip',
      '向局长问到底',
    ),
    work('bus-article', 'civil', '明年天津完善65岁以上老年人免费乘坐公交车政策！更多福利马上来！', 'article'),
    work('schools', 'education', '天津教育大动作！家门口又建一批好学校！', 'article'),
    work('trailer', null, '预告'),
  ],
  rules: { ...NO_RULES, ...rules },
});
const item = (title: string, publishedAt: number | null = at('05T12:00'), kind: Work['kind'] = 'clip') => ({
  title,
  publishedAt,
  kind,
});
const sure = (episodeId: string | null, rule: string, workId: string | null = null) => ({
  campaignId: 'talks',
  episodeId,
  workId,
  rule,
  isConfident: true,
  doubt: '',
});

describe('an item', () => {
  test('with the title of a work is another placement of it, whatever width and punctuation', () => {
    expect(
      propose(item('明年天津完善６５岁以上老年人免费乘坐公交车政策,更多福利马上来!', at('20T12:00')), [
        campaign(),
      ]),
    ).toEqual(sure('civil', 'title of work bus', 'bus'));
  });

  test('with the title of a work of another kind is a new work of the same episode', () => {
    expect(propose(item('天津教育大动作！家门口又建一批好学校！'), [campaign()])).toEqual(
      sure('education', 'title of work schools'),
    );
  });

  test('of the series that names an organisation is that episode’s', () => {
    expect(propose(item('《向局长问到底》市教委：开学啦', at('20T12:00')), [campaign()])).toEqual(
      sure('education', 'series “向局长问到底” + names “市教委”'),
    );
  });

  test('of the campaign in the hours after one broadcast is that episode’s', () => {
    expect(
      propose(item('开学啦 #向群众汇报# #天津', at('06T07:59')), [campaign({ hashtags: ['向群众汇报'] })]),
    ).toEqual(sure('education', 'hashtag #向群众汇报 + within 24 h of the broadcast'));
    expect(
      propose(item('开学啦 #向群众汇报#', at('06T08:00')), [campaign({ hashtags: ['向群众汇报'] })]),
    ).toEqual({
      ...sure(null, 'hashtag #向群众汇报'),
      isConfident: false,
      doubt: 'no episode is named, and none was on the air',
    });
  });

  test('that names several episodes is that of the broadcast, where it is one of them', () => {
    const rules = { keywords: ['天津 访谈'], episodes: { water: ['供水'] } };
    expect(propose(item('访谈：天津供水与市教委', at('05T12:00')), [campaign(rules)])).toEqual(
      sure('education', 'keyword “天津 访谈” + names “市教委” + within 24 h of the broadcast'),
    );
    expect(propose(item('访谈：天津供水与市教委', at('20T12:00')), [campaign(rules)])).toEqual({
      ...sure(null, 'keyword “天津 访谈”'),
      isConfident: false,
      doubt: 'it names 2 episodes',
    });
  });

  test('between two broadcasts that both still run fits both', () => {
    expect(propose(item('向局长问到底', at('07T21:00')), [campaign()])).toEqual({
      ...sure(null, 'series “向局长问到底”'),
      isConfident: false,
      doubt: 'it fits 2 episodes',
    });
  });

  test('that only names an organisation is sure after its broadcast and doubtful at other times', () => {
    expect(propose(item('市民政局：养老院', at('07T12:00')), [campaign()])).toEqual(
      sure('civil', 'names “市民政局” + within 24 h of the broadcast'),
    );
    expect(propose(item('市民政局：养老院', at('20T12:00')), [campaign()])).toEqual({
      ...sure('civil', 'names “市民政局”'),
      isConfident: false,
      doubt: 'only the episode is named, and its broadcast was at another time',
    });
  });

  test('without a time is never sure, unless by its title', () => {
    expect(propose(item('向局长问到底 市教委', null), [campaign()])).toEqual({
      ...sure('education', 'series “向局长问到底” + names “市教委”'),
      isConfident: false,
      doubt: 'the platform does not say when it was published',
    });
    expect(propose(item('天津教育大动作！家门口又建一批好学校！', null, 'article'), [campaign()])).toEqual(
      sure('education', 'title of work schools', 'schools'),
    );
  });

  test('of another year, of a cancelled episode, or only published at the time is nobody’s', () => {
    const lastYear = Date.parse('2021-12-05T12:00:00+08:00');
    expect([
      propose(item('向局长问到底 市教委', lastYear), [campaign()]),
      propose(item('市商务局', at('09T09:00')), [campaign()]),
      propose(item('天津今天有雪', at('05T09:00')), [campaign()]),
      propose(item('预告', at('05T09:00')), [campaign()]),
      propose(item('向局长问到底 市教委'), []),
    ]).toEqual([null, null, null, null, null]);
  });

  test('that two campaigns claim with certainty is for a person', () => {
    const one = campaign();
    expect(propose(item('向局长问到底 市教委'), [one, campaign({}, 'other')])).toEqual({
      ...sure('education', 'series “向局长问到底” + names “市教委” + within 24 h of the broadcast'),
      isConfident: false,
      doubt: 'it fits several campaigns: talks, other',
    });
  });
});

describe('words', () => {
  test('are compared without width, case, blanks and signs', () => {
    expect([
      plain(' “ＡＢＣ”—津云！ 1.2万 '),
      plain('！？'),
      hashtagsOf('a #向群众汇报##Tianjin# #b c'),
    ]).toEqual(['abc津云12万', '', ['向群众汇报', 'tianjin', 'b']]);
  });

  test('of a keyword must all occur', () => {
    const title = '天津何时恢复线下教学？回应来了！';
    expect(
      ['天津 线下教学', '教学  天津', '天津 高考', '', ' ！ '].map(word => hasKeyword(title, word)),
    ).toEqual([true, true, false, false, false]);
  });

  test('of a topic: keywords where declared, else the titles of works that say enough', () => {
    const titles = ['天津何时恢复线下教学？回应来了！', '预告', '天津教育'];
    const of = (topic: string, keywords: string[] = []) =>
      matchTopic(topic, { campaignId: 'c', keywords, titles });
    expect([
      of('天津何时恢复线下教学'),
      of('天津何时恢复线下教学 回应来了'),
      of('预告'),
      of('电影预告'),
      of('天津教育局'),
      of('天津'),
      of('天津何时恢复线下教学', ['市教委']),
      of('天津市教委回应', ['高考', '市教委 天津']),
    ]).toEqual([titles[0], titles[0], '预告', null, null, null, null, '市教委 天津']);
  });
});
