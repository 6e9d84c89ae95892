import type { Env } from '../../config/environment.ts';
import { ConfigError } from '../../problems.ts';
import { type AskOptions, ask } from '../ask.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { renderSeries } from '../time-text.ts';

type Options = AskOptions & {
  readonly by: 'hour' | 'day';
  readonly from?: string;
  readonly to?: string;
  readonly episode?: string;
  readonly placement?: number;
};

/** `renci series`: counts and growth by day or hour. */
export const series = async (options: Options, env: Env): Promise<ExitCode> => {
  const { by, from, to, episode, placement, formula } = options;
  if (episode !== undefined && placement !== undefined) {
    throw new ConfigError('Name an episode or a placement, not both.');
  }
  await ask(
    options,
    env,
    async ({ db, campaign, moment, typed }) => {
      const [{ readSeries }, { seriesDocument }] = await Promise.all([
        import('../../jobs/series.ts'),
        import('../../jobs/time-documents.ts'),
      ]);
      const scope =
        placement !== undefined
          ? ({ kind: 'placement', id: placement } as const)
          : episode !== undefined
            ? ({ kind: 'episode', id: episode === '' ? null : episode } as const)
            : ({ kind: 'campaign' } as const);
      const range = { from: typed('--from', from), to: typed('--to', to) };
      return seriesDocument(await readSeries(db, campaign, { grain: by, ...range, scope, formula }, moment));
    },
    renderSeries,
  );
  return EXIT.ok;
};
