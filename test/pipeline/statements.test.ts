import { expect, test } from 'vitest';
import { renderDoubts, renderTodo } from '../../pipeline/cli/doubts-text.ts';
import { whyNotConfirmed } from '../../pipeline/domain/statement.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { decideOn, doubtsOf, readDoubts } from '../../pipeline/jobs/doubts.ts';
import { type ImportOptions, importSheet } from '../../pipeline/jobs/import-sheet.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { apiOn } from '../dashboards/api-world.ts';
import { read, refusal, store } from '../domain/pitfall-world.ts';
import { openNight, rowsOf } from './night.ts';
import { campaignOf, december, ZONE } from './night-catalogue.ts';

const NOW = december('08 12:00');
const SHEET = '平台,作品ID,播放量,统计时间\n人民网,a-1,"51,234",2022-12-07 23:00';
const ONE = campaignOf([['people', 'people-tj', 'a-1', 'replay']]);
const TOLD = { author: '人民网编辑部', by: '值班编辑' };

const open = async () => {
  const night = await openNight({ at: NOW, catalogue: ONE });
  const take = (more: Partial<ImportOptions> = {}, text = SHEET) =>
    importSheet(night.app, {
      ...{ file: '/in/told.csv', bytes: new TextEncoder().encode(text), timeZone: ZONE },
      ...{ source: 'statement' as const, ...more },
    });
  return { ...night, take };
};

test('a sheet of statements is refused without its author and without a name that takes it in, and leaves nothing', async () => {
  const { app, take } = await open();
  const told =
    'a figure that a partner tells counts only with its author and its proof, once a second person confirms it.';
  expect([
    await refusal(take()),
    await refusal(take({ author: TOLD.author })),
    await refusal(take({ author: ' ', by: 'x' })),
  ]).toEqual([
    `ConfigError: told.csv was refused: ${told} Say who states it (--author).`,
    `ConfigError: told.csv was refused: ${told} Say who takes it in (--by, or RENCI_BY).`,
    `ConfigError: told.csv was refused: ${told} Say who states it (--author).`,
  ]);
  for (const table of ['readings', 'payloads', 'imports', 'statements'])
    expect([table, await rowsOf(app, `SELECT 1 FROM ${table}`)]).toEqual([table, []]);
});

test('it is held with what is to be done about it, and counts once somebody else confirms it, by command or interface', async () => {
  const { app, clock, take } = await open();
  await take(TOLD);
  const [said = {}] = (await rowsOf(app, 'SELECT * FROM statements')) as Record<string, unknown>[];
  const { run_id: _run, payload_id: proof, ...row } = said;
  expect(row).toEqual({
    ...{
      placement_id: 1,
      metric: 'plays',
      observed_at: '2022-12-07 15:00:00.000',
      low: '51234',
      high: '51234',
    },
    ...{ author: TOLD.author, imported_by: TOLD.by, recorded_at: '2022-12-08 04:00:00.000' },
  });
  expect(await rowsOf(app, 'SELECT payload_id FROM payloads')).toEqual([{ payload_id: proof }]);

  const { get, api } = apiOn(app.db, { now: () => app.now(), desk: createDesk(app) });
  const { readings } = (await get('/api/v1/campaigns/night/doubts')).body as {
    readings: Record<string, unknown>[];
  };
  const todo = (id: unknown) => ({
    zh: `人民网编辑部 申报，值班编辑 录入（told.csv）；须由另一人核对原件后确认：renci doubts accept ${id}`,
    en: `Stated by 人民网编辑部, taken in by 值班编辑 (told.csv); another person confirms it from the file: renci doubts accept ${id}`,
  });
  expect(
    readings.map(({ verdict, reason, statement, todo: said, id }) => [verdict, reason, statement, said, id]),
  ).toEqual([
    [
      ...['held', 'unconfirmed'],
      {
        ...{ author: TOLD.author, importedBy: TOLD.by, fileName: 'told.csv', payloadId: proof },
        recordedAt: '2022-12-08T04:00:00.000Z',
      },
      ...[todo(readings[0]?.id), readings[0]?.id],
    ],
  ]);
  const doubts = await readDoubts(app.db, 'night', await app.now());
  expect(renderTodo(doubts)).toBe(
    `${doubts[0]?.id}  ${todo(doubts[0]?.id).zh}\n              ${todo(doubts[0]?.id).en}`,
  );
  expect(renderDoubts(doubts, ZONE).includes('unconfirmed')).toBe(true);
  expect((await readTotals(app, {})).coverage).toEqual({
    ...{ expected: 1, fresh: 0, carried: 0, stated: 0, removed: 0, held: 1, never: 0 },
  });

  const decide = async (by: string) =>
    api.request('/api/v1/placements/1/decisions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ metric: 'plays', source: 'statement', observedAt: '2022-12-07T15:00:00.000Z' },
        ...{ low: 51_234, high: 51_234, decision: 'accept', by, reason: '核对原件' },
      }),
    });
  const refused = await decide(TOLD.by);
  expect([refused.status, (await refused.json()).error]).toEqual([
    422,
    expect.objectContaining({
      message: '值班编辑 took this figure in: a second person has to confirm it, under another name.',
      messageZh: '值班编辑 是这个数字的申报人或录入人：须由另一人署名确认。',
    }),
  ]);
  expect((await decide('总编室')).status).toBe(200);
  clock.set(NOW + 1_000);
  const { total, coverage } = await readTotals(app, {});
  expect([total.low, total.high, coverage.stated]).toEqual([51_234, 51_234, 1]);
});

test('a later statement waits for its own confirmation, and the one confirmed before it stands', async () => {
  const { app, clock, take } = await open();
  await take(TOLD);
  const accept = async () => {
    const [doubt] = (await readDoubts(app.db, 'night', await app.now())).filter(
      ({ reason }) => reason === 'unconfirmed',
    );
    if (!doubt) throw new Error('Nothing waits to be confirmed.');
    await decideOn(app, doubt, { decision: 'accept', by: '总编室', reason: '核对原件' });
  };
  const counted = async () => {
    const { total } = await readTotals(app, {});
    return [total.low, total.high];
  };
  await accept();
  clock.set(NOW + 1_000);
  await take(TOLD, SHEET.replace('51,234', '60,000').replace('07 23:00', '08 09:00'));
  clock.set(NOW + 2_000);
  expect(await counted()).toEqual([51_234, 51_234]);
  await accept();
  clock.set(NOW + 3_000);
  expect(await counted()).toEqual([60_000, 60_000]);
});

test('one that was stored without an author is held, and cannot be confirmed until its file comes again with one', async () => {
  const { app, clock, take } = await open();
  await store(app, read('07 23:00', 51_234, { source: 'statement' }));
  const told = async () => {
    const [doubt] = await doubtsOf(app.db, 'night', 1, await app.now());
    if (!doubt) throw new Error('There is no reading.');
    return doubt;
  };
  expect((await told()).todo.en).toBe(
    'Its author or proof is not known and it cannot be confirmed: take the file in again with renci import --statement --author.',
  );
  const accept = async () =>
    decideOn(app, await told(), { decision: 'accept', by: '总编室', reason: '核对原件' });
  expect(await refusal(accept())).toBe(
    'ConfigError: This figure was taken in without its author or its proof, and cannot be confirmed. Take the file in again and say who states it: renci import FILE --statement --author NAME --by NAME.',
  );
  await take(TOLD);
  await accept();
  clock.set(NOW + 1_000);
  expect((await readTotals(app, {})).total.low).toBe(51_234);
});

test('names are one name however they are written, and each of author and importer is refused', () => {
  const whole = { author: 'ＩＰＴＶ Desk', importedBy: '值班编辑', payloadId: 'hash' };
  expect(
    ['iptv desk', '值班编辑　', '总编室'].map(by => whyNotConfirmed([whole], by)?.sentence ?? null),
  ).toEqual([
    'iptv desk stated this figure: a second person has to confirm it, under another name.',
    '值班编辑　 took this figure in: a second person has to confirm it, under another name.',
    null,
  ]);
  for (const lacking of [{ author: '' }, { importedBy: '' }, { payloadId: '' }])
    expect(whyNotConfirmed([{ ...whole, ...lacking }], '总编室')?.sentence).toMatch(
      /^This figure was taken in without/,
    );
});
