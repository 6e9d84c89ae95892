import { expect, test } from 'vitest';
import { settingsEn } from '../../dashboards/web/src/locales/settings-en.ts';
import { settingsZh } from '../../dashboards/web/src/locales/settings-zh.ts';
import { cronWords } from '../../dashboards/web/src/pages/settings/cron.ts';

test.each([
  ['0 2 * * *', '每天 02:00', 'every day at 02:00'],
  ['5 * * * *', '每小时第 5 分', 'every hour at minute 5'],
  ['*/15 * * * *', '每 15 分钟', 'every 15 minutes'],
  ['30 8,20 * * *', '每天 08:30、20:30', 'every day at 08:30, 20:30'],
  [
    '0 8-23/3 * * *',
    '每天 08:00、11:00、14:00、17:00、20:00、23:00',
    'every day at 08:00, 11:00, 14:00, 17:00, 20:00, 23:00',
  ],
  ['0 2 * * 1', '', ''],
  ['0 9-x * * *', '', ''],
])('%s', (text, zh, en) => {
  expect([cronWords(text, settingsZh.schedule), cronWords(text, settingsEn.schedule)]).toEqual([zh, en]);
});
