import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { App } from '../jobs/app.ts';
import { importBroadcast } from '../jobs/import-broadcast.ts';
import { writeStatedRules } from '../store/stated-rules.ts';

/** Something that happens at the desk during the month, beside what is collected. */
export type DeskWork = { readonly at: Instant; readonly run: (app: App) => Promise<unknown> };

/** The reports of the simulated panels and operators, with the hour at which each is taken in. */
const REPORTS = [
  ['broadcast-1.csv', '2022-12-19T10:00:00+08:00'],
  ['broadcast-2.csv', '2022-12-30T10:00:00+08:00'],
] as const;

/** The platform whose operator states a new rule during the month, and what it counted until then. */
const CHANGES = {
  platform: 'iptv',
  at: '2022-12-20T00:00:00+08:00',
  until: '本例约定（模拟）：运营方以用户发起点播或回看、画面开始播放计一次，自上线起累计',
};

/** A catalogue before the operator changed its rule: the file says what holds at the end of the month. */
export const beforeTheChange = (catalogue: Catalogue): Catalogue => ({
  ...catalogue,
  platforms: catalogue.platforms.map(platform =>
    platform.id === CHANGES.platform ? { ...platform, rules: { plays: CHANGES.until } } : platform,
  ),
});

/**
 * What happens at the desk: reports of ratings come in, which no total adds, and an operator states anew what it counts,
 * which breaks the curve without changing a count.
 */
export const deskWorkOf = ({ campaign, platforms }: Catalogue): readonly DeskWork[] => [
  ...REPORTS.map(([file, at]): DeskWork => {
    const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
    const options = { file: `simulated-${file}`, bytes: readFileSync(path), campaignId: campaign.id };
    return { at: Date.parse(at), run: app => importBroadcast(app, options) };
  }),
  {
    at: Date.parse(CHANGES.at),
    run: ({ db, clock }) =>
      writeStatedRules(
        db,
        platforms.filter(({ id }) => id === CHANGES.platform),
        clock.now(),
        campaign.timeZone,
      ),
  },
];
