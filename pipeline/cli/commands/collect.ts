import { type Env, loadConfig } from '../../config.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { given, withApp } from '../open.ts';
import { json, print, progressBar } from '../output.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly platform?: string;
};

/** `renci collect`: reads now what is to be read, and says how it ended. */
export const collect = async (options: Options, env: Env): Promise<ExitCode> => {
  const run = await withApp(loadConfig(options.config, env), async app => {
    const { runSlot } = await import('../../jobs/run-slot.ts');
    const bar = progressBar();
    const scope = given({ campaignId: options.campaign, platform: options.platform });
    const progress = (done: number, expected: number): void =>
      bar.update(expected === 0 ? 1 : done / expected, `${done} of ${expected} placements`);
    try {
      const occasion = { slot: app.clock.now(), trigger: 'manual', job: '' } as const;
      return await runSlot(app, 'everything', occasion, { scope, progress });
    } finally {
      bar.stop();
    }
  });
  if (options.json) json(run);
  else print(`Run ${run.id} is ${run.state}: ${run.summary}`);
  return run.state === 'complete' ? EXIT.ok : EXIT.incomplete;
};
