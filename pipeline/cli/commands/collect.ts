import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import type { App } from '../../jobs/app.ts';
import type { Scope } from '../../jobs/run-slot.ts';
import { ConfigError } from '../../problems.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { given, withApp } from '../open.ts';
import { json, note, print, progressBar } from '../output.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly platform?: string;
};

/** @throws UnknownCampaign, ConfigError: a slip in a name must not look like a run with nothing to read. */
const checkScope = async (app: App, { campaignId, platform }: Scope): Promise<void> => {
  const { findCampaign } = await import('../../jobs/figures.ts');
  if (campaignId !== undefined) await findCampaign(app.db, campaignId);
  const { placements } = await app.expected();
  if (placements.length === 0) {
    throw new ConfigError(
      'There is nothing to read yet: fill in a catalogue and run `renci catalogue apply`.',
    );
  }
  const platforms = new Set(placements.map(({ platformId }) => platformId));
  if (platform !== undefined && !platforms.has(platform)) {
    const known = [...platforms].sort().join(', ');
    throw new ConfigError(`Nothing in the catalogue is on the platform "${platform}". There are: ${known}.`);
  }
};

/** `renci collect`: reads now what is to be read, and says how it ended. */
export const collect = async (options: Options, env: Env): Promise<ExitCode> => {
  const { run, stored } = await withApp(loadConfig(options.config, env), async app => {
    const { runSlot } = await import('../../jobs/run-slot.ts');
    const scope = given({ campaignId: options.campaign, platform: options.platform });
    await checkScope(app, scope);
    const bar = progressBar();
    const progress = (done: number, expected: number): void =>
      bar.update(expected === 0 ? 1 : done / expected, `${done} of ${expected} placements`);
    try {
      const occasion = { slot: app.clock.now(), trigger: 'manual', job: '' } as const;
      return await runSlot(app, 'everything', occasion, { scope, progress });
    } finally {
      bar.stop();
    }
  });
  if (options.json) json({ ...run, stored });
  else print(`Run ${run.id} is ${run.state}: ${run.summary}`);
  if (!stored) {
    note(
      'renci: The database could not take what was read. It waits in the spool and is stored when it is back.',
    );
    return EXIT.unavailable;
  }
  return run.state === 'complete' ? EXIT.ok : EXIT.incomplete;
};
