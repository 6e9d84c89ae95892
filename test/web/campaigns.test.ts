import { describe, expect, test } from 'vitest';
import { screenshot } from '../setup/browser.ts';
import { expectAccessible, expectNoSidewaysScroll, inLanguage, pagesOfDemo, plain, VIEWS } from './pages.ts';

const open = pagesOfDemo();

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test('every campaign says how far it reached, whether that is whole, how it grew and when it was read', async () => {
    const page = await open(inLanguage('/campaigns', lang), visit);
    const cards = page.locator('.campaign-card');
    await expect.poll(() => cards.locator('svg.sparkline').count()).toBe(3);
    const figures = (await cards.locator('.campaign-figure').allInnerTexts()).map(plain);
    const states = (await cards.locator('.campaign-state').allInnerTexts()).map(plain);
    const zh = lang === 'zh-CN';
    expect(figures).toEqual(
      zh
        ? ['超过1842万人次', '超过34万人次', '超过858万人次']
        : ['over18.42millionview-times', 'over340,000view-times', 'over8.58millionview-times'],
    );
    expect(states[0]).toMatch(zh ? /^不完整：沿用1数据更新于\d+/ : /^incomplete:1carriedupdated\d+/);
    expect(states[1]).toMatch(zh ? /^完整数据更新于/ : /^completeupdated/);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await screenshot(page, `campaigns-${device}-${lang}`, true);
    expect(page.troubles).toEqual([]);
  });
});
