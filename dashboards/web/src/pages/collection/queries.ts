import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type {
  Authorisations,
  CatalogueOverview,
  Current,
  Failures,
  Quotas,
  Rejects,
  RunDetail,
  Runs,
  WindowsList,
} from '../../../../api/contract.ts';
import { type Answer, useGet } from '../../api/queries.ts';

/** While a run is under way, and while none is: one that the schedule begins is seen within this time. */
const LIVE_MS = 1_000;
const QUIET_MS = 10_000;

/**
 * What collection does now. When a run that was seen has ended, everything else on the page is read anew: it is in the
 * ledger then. One that was begun on this page may have ended before it was seen: `noteBegun` tells of it.
 */
export const useCurrent = (): { query: Answer<Current>; noteBegun: (run: string) => void } => {
  const client = useQueryClient();
  const before = useRef<readonly string[]>([]);
  const known = client.getQueryData<Current>([CURRENT]);
  const query = useGet<Current>(CURRENT, {
    everyMs: (known?.underWay.length ?? 0) > 0 ? LIVE_MS : QUIET_MS,
  });
  const { data, dataUpdatedAt } = query;
  // An answer that is the same as the one before is an answer too: a short run may have ended between them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer counts.
  useEffect(() => {
    if (!data) return;
    const running = data.underWay.map(({ id }) => id);
    const ended = before.current.some(id => !running.includes(id));
    before.current = running;
    if (ended) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== CURRENT });
  }, [data, dataUpdatedAt, client]);
  const noteBegun = useCallback((run: string) => {
    before.current = [...before.current, run];
  }, []);
  return { query, noteBegun };
};

const CURRENT = '/runs/current';

export type RunChoice = 'all' | 'nightly' | 'troubled';

/** A minute is enough for what only a run changes, since its end is seen above. */
const SLOW = { everyMs: 60_000 };

export const useFailures = (): Answer<Failures> => useGet('/failures', SLOW);
export const useHistory = (which: RunChoice): Answer<Runs> => useGet(`/runs?which=${which}&limit=100`, SLOW);
export const useNight = (): Answer<Runs> => useGet('/runs?which=nightly&limit=1', SLOW);
export const useAuthorisations = (): Answer<Authorisations> => useGet('/authorisations', SLOW);
export const useQuotas = (): Answer<Quotas> => useGet('/quotas', SLOW);
export const useWindows = (): Answer<WindowsList> => useGet('/windows', SLOW);
export const useRejects = (): Answer<Rejects> => useGet('/rejects', SLOW);
export const useRun = (id: string): Answer<RunDetail> => useGet(`/runs/${encodeURIComponent(id)}`);
export const useCatalogue = (): Answer<CatalogueOverview> => useGet('/catalogue');
