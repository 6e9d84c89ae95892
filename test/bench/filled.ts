import type { Database } from '../../pipeline/clickhouse/client.ts';
import { DAY, dateTime64, HOUR } from '../../pipeline/days.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { catalogueOf } from '../sql/seed.ts';

/** Placements of a campaign, and readings of a placement: one every six hours, from the night after publication on. */
export const CAMPAIGN = 1_000;
export const EACH = 500;
export const BEGINS = Date.parse('2022-12-05T10:00:00+08:00');
export const ENDS = BEGINS + EACH * 6 * HOUR;
const REGISTERED = BEGINS - DAY;
/** Rows of one statement. */
const AT_ONCE = 10_000_000;

export const campaignId = (number: number): string => `campaign-${String(number).padStart(4, '0')}`;

/** Registers as many campaigns as it takes, and fills `readings` inside the engine; the rollups follow by their views. */
export const fill = async (db: Database, readings: number): Promise<void> => {
  const placements = readings / EACH;
  await writeReference(db, REGISTERED);
  const [episodes, works] = [11, CAMPAIGN / 4].map(count => Array.from({ length: count }, (_, i) => i));
  for (let campaign = 0; campaign < placements / CAMPAIGN; campaign += 1) {
    const catalogue = catalogueOf({
      id: campaignId(campaign),
      episodes: (episodes ?? []).map(i => ({ id: `e${i}`, airedAt: BEGINS })),
      works: (works ?? []).map(i => ({ id: `w${i}`, episodeId: i % 12 === 11 ? null : `e${i % 12}` })),
      placements: [],
    });
    await applyCatalogue(
      db,
      { ...catalogue, campaign: { ...catalogue.campaign, startsOn: '2022-12-05', endsOn: '2023-04-30' } },
      REGISTERED,
    );
  }
  await run(
    db,
    `INSERT INTO placements (placement_id, work_id, campaign_id, episode_id, platform, account_id, external_id, url, metric, published_at, registered_at, updated_at)
     SELECT number + 1, concat('w', toString(work)), concat('campaign-', leftPad(toString(intDiv(number, ${CAMPAIGN})), 4, '0')),
       if(work % 12 = 11, '', concat('e', toString(work % 12))), 'douyin', 'jinyun', toString(7000000000000000000 + number),
       concat('https://www.douyin.com/video/', toString(7000000000000000000 + number)), 'plays', '${dateTime64(BEGINS)}',
       '${dateTime64(REGISTERED)}', '${dateTime64(REGISTERED)}'
     FROM (SELECT number, intDiv(number % ${CAMPAIGN}, 4) AS work FROM numbers(${placements}))`,
  );
  for (let from = 0; from < readings; from += AT_ONCE)
    await run(db, readingsFrom(from, Math.min(AT_ONCE, readings - from)));
};

/** Counters that grow less and less, from a hundred to some millions, each read at its own second of the slot. */
const readingsFrom = (from: number, count: number): string => `
  INSERT INTO readings (placement_id, metric, source, observed_at, recorded_at, local_date, low, high, text, step, others_positive,
    published_at, run_id, payload_id, verdict, reason, has_count, count_low, count_high, accepted_at, revision, interval_s)
  SELECT
    placement, 'plays', 'api', at, at + toIntervalMillisecond(400), toDate(at, 'Asia/Shanghai'), value, value, toString(value), 1, true,
    toDateTime64('${dateTime64(BEGINS)}', 3, 'UTC'),
    -- A run reads everything of its slot; one answer holds fifty items.
    toString(reinterpretAsUUID(sipHash128(nth))), lower(hex(SHA256(toString(intDiv(placement, 50) * 1000 + nth)))),
    'accepted', '', true, value, value, at, 0, 21600
  FROM
  (
    SELECT
      toUInt32(intDiv(number, ${EACH}) + 1) AS placement, number % ${EACH} AS nth,
      toDateTime64('${dateTime64(BEGINS)}', 3, 'UTC') + toIntervalMillisecond((nth + 1) * ${6 * HOUR} + placement % 3600000) AS at,
      toUInt64(exp(4.6 + 10 * (cityHash64(placement) % 1000) / 1000) * (1 - exp(-(nth + 1) / 60)) + nth) AS value
    FROM numbers(${from}, ${count})
  )`;

const run = (db: Database, sql: string): Promise<void> =>
  db.command(sql, { name: 'fill', settings: { max_insert_threads: '2' } });
