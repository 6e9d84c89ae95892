import { type RunRemark, remarkWords } from '../domain/run-remarks.ts';
import { insertRuns, readRuns } from '../store/runs.ts';
import type { App } from './app.ts';

/** Versions of a run's ledger line: the end it tells itself stands over the one that is told for it. */
export const VERSIONS = { planned: 1, cutOff: 2, ended: 3 } as const;

const CUT_OFF: RunRemark = { code: 'cut-off' };

/** Newest runs among which those of an ended process are looked for: more than a week of hours. */
const LOOKED_AT = 200;

/**
 * Puts in order what an ended process left behind: stores what waits in the spool, then closes the runs that were
 * never ended, so that their slots are served again.
 */
export const recover = async (app: Omit<App, 'close'>): Promise<void> => {
  await app.spool.readmit();
  if (!(await app.sweep())) return;
  const open = (await readRuns(app.db, LOOKED_AT)).filter(run => run.state === 'planned');
  await insertRuns(
    app.db,
    open.map(run => ({
      ...run,
      state: 'failed',
      summary: remarkWords(CUT_OFF).en,
      remarks: [CUT_OFF],
      version: VERSIONS.cutOff,
    })),
  );
};
