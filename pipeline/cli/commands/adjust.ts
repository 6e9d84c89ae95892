import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { iso } from '../../days.ts';
import type { AdjustmentRecord } from '../../domain/adjustment.ts';
import type { Family } from '../../domain/metrics.ts';
import type { App } from '../../jobs/app.ts';
import { ConfigError } from '../../problems.ts';
import { renderAdjustments } from '../adjustments-text.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { momentOf, withApp } from '../open.ts';
import { json, print } from '../output.ts';
import { signature } from '../signature.ts';

type Common = { readonly config: string; readonly json?: boolean; readonly campaign?: string };
type Signed = Common & { readonly by?: string; readonly reason: string };
type AddOptions = Signed & {
  readonly episode?: string;
  readonly placement?: number;
  readonly family?: Family;
  readonly effectiveAt: string;
};
type ExcludeOptions = Signed & { readonly observedAt: string };
type ListOptions = Common & { readonly knownAt?: string };

/** Does the work, and shows the one adjustment it ends with in the zone of its campaign. */
const change = async (
  options: Common,
  env: Env,
  work: (app: App) => Promise<{ readonly record: AdjustmentRecord; readonly timeZone: string }>,
): Promise<ExitCode> => {
  const { record, timeZone } = await withApp(loadConfig(options.config, env), work);
  if (options.json) json({ adjustment: documentOf(record) });
  else print(renderAdjustments([record], timeZone));
  return EXIT.ok;
};

/** `renci adjust add`: a signed correction. */
export const add = (
  low: number,
  high: number | undefined,
  options: AddOptions,
  env: Env,
): Promise<ExitCode> => {
  const signed = { by: signature(options.by, env), reason: options.reason };
  return change(options, env, async app => {
    const { addCorrection } = await import('../../jobs/adjust.ts');
    const { campaign, episode, placement, family } = options;
    const timeZone = await zoneOf(app, campaign);
    const effectiveAt = momentOf('--effective-at', options.effectiveAt, timeZone);
    const request = { ...signed, campaign, episode, placement, family, low, high, effectiveAt };
    return { record: { ...(await addCorrection(app, request)), withdrawal: null }, timeZone };
  });
};

/** `renci adjust exclude`: the rise of a jump, as boosted. */
export const exclude = (placement: number, options: ExcludeOptions, env: Env): Promise<ExitCode> => {
  const signed = { by: signature(options.by, env), reason: options.reason };
  return change(options, env, async app => {
    const { excludeJump } = await import('../../jobs/exclude.ts');
    const { readPlacementZone } = await import('../../store/placement-readings.ts');
    const timeZone = await readPlacementZone(app.db, placement);
    if (timeZone === null) throw new ConfigError(`There is no placement ${placement}.`);
    const observedAt = momentOf('--observed-at', options.observedAt, timeZone);
    const adjustment = await excludeJump(app, { ...signed, placement, observedAt });
    return { record: { ...adjustment, withdrawal: null }, timeZone };
  });
};

/** `renci adjust withdraw`: takes one back. */
export const withdraw = (id: string, options: Signed, env: Env): Promise<ExitCode> => {
  const signed = { by: signature(options.by, env), reason: options.reason };
  return change(options, env, async app => {
    const { withdrawAdjustment } = await import('../../jobs/adjust.ts');
    const timeZone = await zoneOf(app, options.campaign);
    return { record: await withdrawAdjustment(app, options.campaign, id, signed), timeZone };
  });
};

/** `renci adjust list`: every one, as known now or by an instant. */
export const list = async (options: ListOptions, env: Env): Promise<ExitCode> => {
  const { records, timeZone } = await withApp(loadConfig(options.config, env), async app => {
    const { findCampaign } = await import('../../jobs/figures.ts');
    const { readAdjustments } = await import('../../store/adjustments.ts');
    const campaign = await findCampaign(app.db, options.campaign);
    const knownAt =
      options.knownAt === undefined
        ? app.clock.now()
        : momentOf('--known-at', options.knownAt, campaign.timeZone);
    return { records: await readAdjustments(app.db, campaign.id, knownAt), timeZone: campaign.timeZone };
  });
  if (options.json) json({ adjustments: records.map(documentOf) });
  else if (records.length === 0) print('Nothing was adjusted by hand.');
  else print(renderAdjustments(records, timeZone));
  return EXIT.ok;
};

const zoneOf = async (app: App, campaign: string | undefined): Promise<string> => {
  const { findCampaign } = await import('../../jobs/figures.ts');
  return (await findCampaign(app.db, campaign)).timeZone;
};

const documentOf = ({ effectiveAt, recordedAt, readingAt, withdrawal, ...record }: AdjustmentRecord) => ({
  ...record,
  effectiveAt: iso(effectiveAt),
  recordedAt: iso(recordedAt),
  readingAt: readingAt === null ? null : iso(readingAt),
  withdrawal: withdrawal && { ...withdrawal, recordedAt: iso(withdrawal.recordedAt) },
});
