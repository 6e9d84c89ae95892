import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { intakeWorld } from '../pipeline/intake-world.ts';
import { requestsOf } from './intake-request.ts';

const request = requestsOf(intakeWorld());

const YAML = `campaign:
  id: spring
  name: 春天
  name_en: Spring
  organiser: 海河传媒中心
  time_zone: Asia/Shanghai
  starts_on: 2023-03-01
  ends_on: 2023-03-31
  formula: video_view_times
platforms:
  - { id: kuaishou, name: 快手, name_en: Kuaishou, group: commercial }
accounts:
  - { id: kuai, platform: kuaishou, name: 天津广播 }
works:
  - id: trailer
    kind: trailer
    title: 预告
    published_at: 2023-03-01T08:00:00+08:00
    placements:
      - { platform: kuaishou, account: kuai, external_id: 3x0000000000099, metric: plays }
`;
const HASH = createHash('sha256').update(YAML).digest('hex');
const planOf = async (yaml: string) =>
  (await request('POST', '/catalogue/plan', { yaml, name: 'spring.yaml' })).body as {
    plan: { id: string; add: number; change: number; keep: number; changes: unknown[]; conflicts: unknown[] };
    problems: unknown[];
    fileHash: string;
  };

describe('a catalogue file', () => {
  test('is refused whole with every mistake by line and column', async () => {
    const bad = YAML.replace('starts_on: 2023-03-01', 'starts_on: soon').replace(
      'account: kuai,',
      'account: kui,',
    );
    expect(await planOf(bad)).toEqual({
      file: 'spring.yaml',
      fileHash: createHash('sha256').update(bad).digest('hex'),
      problems: [
        {
          ...{ line: 7, column: 14, field: 'campaign.starts_on' },
          message: 'expected a day such as 2022-12-05, found "soon".',
          messageZh: '应为日期，如 2022-12-05，得到 "soon"。',
        },
        {
          ...{ line: 8, column: 12, field: 'campaign.ends_on' },
          message: '2023-03-31 is before the campaign starts, soon.',
          messageZh: '2023-03-31 早于活动首日 soon。',
        },
        {
          ...{ line: 20, column: 40, field: 'works[0].placements[0].account' },
          message: 'there is no account "kui" in this file. Did you mean "kuai"?',
          messageZh: '文件里没有账号“kui”。是不是“kuai”？',
        },
      ],
      plan: null,
    });
  });

  test('is applied as it was planned, signed, and leaves a trail', async () => {
    const { plan, fileHash } = await planOf(YAML);
    expect([fileHash, plan.add, plan.change, plan.keep, plan.conflicts]).toEqual([HASH, 3, 0, 0, []]);
    // Its platform and account are there already, of another campaign, and stay as they are.
    const applying = { yaml: YAML, name: 'spring.yaml', by: ' 值班编辑 ', reason: '新活动', plan: plan.id };
    expect((await request('POST', '/catalogue/apply', applying, false)).status).toBe(403);
    expect((await request('POST', '/catalogue/apply', { ...applying, plan: 'another' })).status).toBe(409);
    const applied = await request('POST', '/catalogue/apply', applying);
    expect(applied).toEqual({
      status: 200,
      body: { change: expect.any(String), fileHash: HASH, campaign: 'spring', add: 3, changed: 0 },
    });
    const again = await planOf(YAML);
    expect([again.plan.add, again.plan.change]).toEqual([0, 0]);
    expect((await request('POST', '/catalogue/apply', applying)).status).toBe(409);
    expect((await request('POST', '/catalogue/apply', { ...applying, plan: again.plan.id })).status).toBe(
      422,
    );
    const trail = (await request('GET', '/catalogue/changes?campaign=spring')).body.changes as Record<
      string,
      unknown
    >[];
    expect(trail).toEqual([
      {
        id: applied.body.change,
        recordedAt: '2022-12-29T04:00:00.000Z',
        ...{ action: 'apply', by: '值班编辑', reason: '新活动', campaign: 'spring', subject: 'spring.yaml' },
        ...{ fileHash: HASH, add: 3, change: 0, changes: plan.changes },
      },
    ]);
  });

  test('that holds an item of another campaign is planned with the conflict, and not applied', async () => {
    const taken = YAML.replaceAll('spring', 'summer');
    const { plan } = await planOf(taken);
    expect(plan.conflicts).toEqual([
      { placementId: 2, campaign: 'spring', platform: 'kuaishou', externalId: '3x0000000000099' },
    ]);
    const { status, body } = await request('POST', '/catalogue/apply', {
      yaml: taken,
      by: 'x',
      plan: plan.id,
    });
    expect([status, (body.error as { message: string }).message]).toEqual([
      409,
      'kuaishou item 3x0000000000099 is already placement 2 of campaign spring: one counter belongs to one campaign.',
    ]);
    expect((await request('GET', '/catalogue/changes?campaign=summer')).body).toEqual({ changes: [] });
  });
});
