import type { Collector } from '../../collectors/contract.ts';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { Config } from '../../pipeline/config.ts';
import type { Desk } from '../../pipeline/jobs/desk.ts';
import type { Logger } from '../../pipeline/log.ts';
import type { Moment } from '../../pipeline/store/placement-counts.ts';

/** What the API answers from. It opens no port and keeps no figures of its own. */
export type ApiDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly collectors: readonly Collector[];
  /** Where tokens are kept, which credentials are set, and by what is counted and collected (left out: the defaults). */
  readonly config: Pick<Config, 'data' | 'platforms' | 'secret'> &
    Partial<
      Pick<
        Config,
        | 'hits'
        | 'discoverySchedule'
        | 'timeZone'
        | 'rules'
        | 'cadence'
        | 'schedule'
        | 'hotListSchedule'
        | 'keepPayloadsDays'
      >
    >;
  /** The schedule this process follows; left out, it follows none. */
  readonly schedule?: Config['schedule'] & Pick<Config, 'timeZone'>;
  /** The present of totals: what `asOf` and `knownAt` are when left out, and the latest they may be. */
  now(): Promise<Moment>;
  /** What may be changed; left out, the API only reads. */
  readonly desk?: Desk;
  /** Version of the program, for the document and the probes. */
  readonly version: string;
  /** Folder of the built pages; left out, the API stands alone. */
  readonly staticDir?: string;
  /** Makes the reference of a problem; random unless a test sets it. */
  readonly reference?: () => string;
};
