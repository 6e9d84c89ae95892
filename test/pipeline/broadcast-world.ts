import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { campaignOf } from './night-catalogue.ts';

export const RULE = '用户发起点播、画面开始播放计一次，自上线起累计';

const night = campaignOf([
  ['radio', 'radio-fm', 'FM-1', 'clip', 'listening_rate'],
  ['iptv', 'iptv-tj', 'iptv-1', 'replay'],
]);

/** A campaign of one episode on the radio and on IPTV, whose operator has stated what a play is. */
export const BROADCAST: Catalogue = {
  ...night,
  platforms: [
    { id: 'radio', name: '新闻广播', nameEn: 'News Radio', group: 'broadcast' },
    { id: 'iptv', name: 'IPTV', nameEn: 'IPTV', group: 'broadcast', rules: { plays: RULE } },
    { id: 'jinyun', name: '津云', nameEn: 'Jinyun', group: 'own' },
  ],
  accounts: [
    { id: 'radio-fm', platformId: 'radio', name: 'FM97.2' },
    { id: 'iptv-tj', platformId: 'iptv', name: '天津IPTV' },
  ],
  placements: night.placements.map((placement, index) => ({ ...placement, id: index + 1 })),
};
