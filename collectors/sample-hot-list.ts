import { type Asker, ask, type RunContext } from './ask.ts';
import { CollectorError } from './errors.ts';
import type { HotBoard, HotList } from './hot-list.ts';
import type { Attempt, Payload } from './rows.ts';
import { configFault } from './runner.ts';

/** One look at a list: the board, or the error that came instead. */
export type HotSample = {
  readonly attempts: readonly Attempt[];
  readonly payload: Payload | null;
} & ({ readonly board: HotBoard } | { readonly error: CollectorError });

/** The application itself, where no account is asked for: the name under which its token is kept. */
export const APPLICATION = 'application';

/**
 * Looks at a list once, through the token, limits and client that counters are read with. A list without a line is no
 * list: it is an error, not a moment at which nothing was hot. Never throws for what a platform does.
 */
export const sampleHotList = async (list: HotList, context: RunContext): Promise<HotSample> => {
  const fault = configFault(list, context);
  if (fault) return { attempts: [], payload: null, error: fault };
  const asker: Asker<unknown> = {
    ...list,
    request: ({ token, credentials }) => list.request({ token, credentials }),
  };
  return context.limiter.run(list, APPLICATION, async gate => {
    const asked = await ask({
      collector: asker,
      targets: [],
      accountId: APPLICATION,
      cursor: null,
      gate,
      context,
    });
    const { attempts, payload } = asked;
    if ('error' in asked) return { attempts, payload, error: asked.error };
    const board = list.read(asked.body);
    if (board.entries.length > 0) return { attempts, payload, board };
    const error = new CollectorError(
      'shape',
      `${list.platform}: the list "${list.id}" came back without a line`,
    );
    return { attempts, payload, error };
  });
};
