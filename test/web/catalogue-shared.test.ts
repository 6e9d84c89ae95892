import { expect, onTestFinished, test } from 'vitest';
import { readPlatforms } from '../../pipeline/store/catalogue.ts';
import { openBrowser, openPage, settle } from '../setup/browser.ts';
import { openCatalogueWorld } from './catalogue-world.ts';
import { expectAccessible, expectNoSidewaysScroll, PHONE, plain } from './pages.ts';

/** A new campaign's file that gives the reference campaign's platform another name. */
const OTHER = `campaign:
  id: other
  name: 另一个活动
  name_en: Another
  organiser: 海河传媒中心
  time_zone: Asia/Shanghai
  starts_on: 2022-12-05
  ends_on: 2022-12-30
  formula: video_view_times
platforms:
  - { id: kuaishou, name: 快手短视频, name_en: Kuaishou, group: commercial }
accounts: []
episodes: []
works: []
`;

test('a new campaign that changes what another one uses is applied once that is ticked', async () => {
  const world = await openCatalogueWorld([]);
  onTestFinished(world.close);
  await using browser = await openBrowser();
  const page = await openPage(browser, PHONE);
  const plan = async (yaml: string): Promise<void> => {
    await page.locator('#yaml').fill(yaml);
    await page.locator('form.paste button[type=submit]').click();
  };
  await page.goto(`${world.url}/catalogue?tab=file`);
  await settle(page);
  await plan(OTHER);
  const shared = page.locator('.shared');
  await shared.waitFor();
  expect(plain(await shared.innerText())).toBe(
    plain(
      '1 处改动会同时改变别的活动：名称和规则由所有活动共用。平台 · 快手短视频 kuaishou：也用于 向群众汇报——2022委办局长年终访谈',
    ),
  );
  const name = page.locator('.confirm input[autocomplete=name]');
  await name.fill('值班编辑');
  const apply = page.getByRole('button', { name: '应用到目录' });
  expect(await apply.isDisabled()).toBe(true);
  const tick = page.getByLabel('我已看过：这些改动对别的活动同样生效');
  await tick.check();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  // Agreed to for this plan alone: another file asks again.
  await plan(OTHER.replace('快手短视频', '快手视频'));
  await shared.getByText('快手视频').waitFor();
  expect([await tick.isChecked(), await apply.isDisabled()]).toEqual([false, true]);
  await tick.check();
  await name.fill('值班编辑');
  await apply.click();
  await page.getByText('已应用：新增 1，更改 1。').waitFor();
  const stored = (await readPlatforms(world.app.db)).find(({ id }) => id === 'kuaishou');
  expect(stored?.name).toBe('快手视频');
  expect(page.troubles).toEqual([]);
});
