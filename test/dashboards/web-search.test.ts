import { expect, test } from 'vitest';
import { type Findable, find, leadsTo, linkIn } from '../../dashboards/web/src/components/search/find.ts';

test('a link is found in what an app shares it with', () => {
  expect(
    [
      '7.43 复制打开抖音，看看 https://v.douyin.com/iJq8Kx/ 02/23',
      'www.163.com/v/video/VHN8YDXN3.html',
      '市教委',
      '1842.7万',
    ].map(linkIn),
  ).toEqual(['https://v.douyin.com/iJq8Kx/', 'www.163.com/v/video/VHN8YDXN3.html', null, null]);
});

test('a link leads to a placement by its own link, or by the id of the platform in it', () => {
  const video = {
    url: 'https://www.douyin.com/video/7177334969133277878',
    externalId: '7177334969133277878',
  };
  expect(
    [
      'https://www.douyin.com/video/7177334969133277878?previous_page=app#x',
      'http://m.douyin.com/video/7177334969133277878/',
      'https://www.iesdouyin.com/share/video/7177334969133277878/',
      'https://www.douyin.com/video/71773349691332778789',
      'https://www.douyin.com/video/717733496913327787',
      'https://www.douyin.com/',
    ].map(link => leadsTo(link, video)),
  ).toEqual([true, true, true, false, false, false]);
  expect(leadsTo('https://x.cn/12', { url: '', externalId: '12' })).toBe(false);
});

const campaign = {
  ...{ id: 'reporting', name: '向群众汇报', nameEn: 'Reporting', organiser: '海河传媒中心', goal: null },
  ...{ timeZone: 'Asia/Shanghai', startsOn: '2022-12-05', endsOn: '2022-12-30', simulated: true },
};
const placement = (id: number, work: string, account: string) =>
  ({
    ...{ placementId: id, workId: work, workTitle: `作品 ${work}`, account, platform: 'douyin' },
    ...{ platformName: { zh: '抖音', en: 'Douyin' }, url: '', externalId: `id-${id}00000` },
  }) as Findable['placements'][number];
const episode = {
  id: 'education',
  number: 2,
  title: '教育',
  organisation: '市教委',
  organisationEn: 'Education',
};
const all: Findable[] = [
  {
    campaign,
    episodes: [episode as Findable['episodes'][number]],
    placements: [placement(1, 'a', '津云号'), placement(2, 'a', '津云号'), placement(3, 'b', '天津广播号')],
  },
];

const told = (typed: string) =>
  find(typed, all).map(found =>
    found.kind === 'work' || found.kind === 'account'
      ? [found.kind, found.row.workId, found.placements]
      : [found.kind],
  );

test('words find campaigns, episodes, works and accounts once each; every word must be there', () => {
  expect(['汇报', 'EDUCATION', '作品 a', '抖音', '抖音 天津', 'id-300000', '没有', ' '].map(told)).toEqual([
    [['campaign']],
    [['episode']],
    [['work', 'a', 2]],
    [
      ['account', 'a', 2],
      ['account', 'b', 1],
    ],
    [['account', 'b', 1]],
    [['placement']],
    [],
    [],
  ]);
});
