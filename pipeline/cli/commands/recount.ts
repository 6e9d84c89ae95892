import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { iso } from '../../days.ts';
import { ownerOf } from '../../jobs/lock.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { given, withApp } from '../open.ts';
import { json, print, progressBar } from '../output.ts';
import { renderRecount } from '../recount-text.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly check?: boolean;
  readonly by?: string;
  readonly reason?: string;
};

/** `renci recount`: judges everything stored anew; with --check only compares. */
export const recount = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  // It may take long. Where no service has the folder it is one itself, so that other commands can ask meanwhile.
  const role = ownerOf(config.data)?.role === 'service' ? 'command' : 'service';
  const began = performance.now();
  const isCheck = options.check === true;
  const of = await withApp(
    config,
    async app => {
      const job = await import('../../jobs/recount.ts');
      const bar = progressBar();
      const signer = given({ by: options.by ?? env.RENCI_BY, reason: options.reason });
      try {
        return await job.recount(app, {
          ...signer,
          check: isCheck,
          progress: (share, doing) => bar.update(share, doing),
        });
      } finally {
        bar.stop();
      }
    },
    { role },
  );
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  if (options.json) {
    json({
      ...of,
      examples: of.examples.map(each => ({ ...each, observedAt: iso(each.observedAt) })),
      rulesSince: of.rulesSince === null ? null : iso(of.rulesSince),
      check: isCheck,
      seconds,
    });
  } else print(renderRecount(of, seconds, isCheck));
  return isCheck && of.repaired + of.totals + of.milestones > 0 ? EXIT.incomplete : EXIT.ok;
};
