import type { App, AppOptions } from '../../pipeline/jobs/app.ts';
import { importSheet } from '../../pipeline/jobs/import-sheet.ts';
import { type Night, openNight } from './night.ts';
import { campaignOf, december, ZONE } from './night-catalogue.ts';

/** When the first sheet is taken in, and when its total is published. */
export const EVENING = december('06 23:30');
export const PUBLISHED = december('06 23:40');

/** Three counters of one partner, in one family, that only its sheets know. */
const PARTNERS = campaignOf([
  ['people', 'people-tj', 'a-1', 'replay'],
  ['people', 'people-tj', 'a-2', 'replay'],
  ['people', 'people-tj', 'a-3', 'replay'],
]);

/** A partner's sheet, of rows without their platform. */
export const sheet = (...rows: readonly string[]): string =>
  ['平台,作品ID,播放量,统计时间', ...rows.map(row => `人民网,${row}`)].join('\n');

/** a-1: an exact count, then a rounded one that overlaps it; a-3: a large fall that nothing confirms yet; a-2: nothing. */
export const FIRST = sheet(
  'a-1,12500,2022-12-06 22:00',
  'a-1,1.2万,2022-12-06 23:00',
  'a-3,60000,2022-12-06 21:00',
  'a-3,"51,234",2022-12-06 23:00',
);

/** Takes a sheet in; its run. */
export const take = async (app: App, text: string, file = 'partner.csv'): Promise<string> => {
  const { run } = await importSheet(app, { file, timeZone: ZONE, bytes: new TextEncoder().encode(text) });
  if (!run) throw new Error('the sheet was taken in before');
  return run.id;
};

/** A night with the first sheet taken in, ten minutes later; `run` is its run. */
export const openPartners = async (
  options: Partial<AppOptions> = {},
): Promise<Night & { readonly app: App; readonly run: string }> => {
  const night = await openNight({ at: EVENING, catalogue: PARTNERS, app: options });
  const run = await take(night.app, FIRST);
  night.clock.set(PUBLISHED);
  return { ...night, run };
};
