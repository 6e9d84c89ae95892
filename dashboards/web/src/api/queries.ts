import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type {
  Campaign,
  Campaigns,
  Daily,
  Episodes,
  Placements,
  Platforms,
  Readings,
  Runs,
} from '../../../api/contract.ts';
import { ApiError, getJson, queryOf } from './client.ts';

/** The moment and formula a page asks about; null means the API's own default (now, the campaign's formula). */
export type Moment = {
  readonly asOf: string | null;
  readonly knownAt: string | null;
  readonly formula: string | null;
};

export type Answer<T> = UseQueryResult<T, ApiError>;

/** Figures move once a night and hourly at most: a minute of rest between readings of the same question. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 30 * 60_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status !== null && error.status < 500),
      },
    },
  });

const campaignPath = (id: string, part: string, query: Record<string, string | null>): string =>
  `/campaigns/${encodeURIComponent(id)}${part}${queryOf(query)}`;

type GetOptions = {
  readonly enabled?: boolean;
  /** Shows the last answer while another is on its way (another moment of the same page). */
  readonly keep?: boolean;
  /** Reads anew every so many ms while the page is in sight: for what runs now. */
  readonly everyMs?: number | false;
};

/** GET of an API path, kept by its address: a page's own questions go through here. */
export const useGet = <T>(
  path: string,
  { enabled = true, keep = false, everyMs = false }: GetOptions = {},
): Answer<T> =>
  useQuery<T, ApiError>({
    queryKey: [path],
    queryFn: ({ signal }) => getJson<T>(path, signal),
    enabled,
    refetchInterval: everyMs,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });

export const useCampaigns = (): Answer<Campaigns> => useGet('/campaigns');

type Options = { enabled?: boolean };

export const useCampaign = (id: string, moment: Moment, options: Options = {}): Answer<Campaign> =>
  useGet(campaignPath(id, '', moment), { ...options, keep: true });

export const useEpisodes = (id: string, moment: Moment, options: Options = {}): Answer<Episodes> =>
  useGet(campaignPath(id, '/episodes', moment), { ...options, keep: true });

export const usePlatforms = (id: string, moment: Moment, options: Options = {}): Answer<Platforms> =>
  useGet(campaignPath(id, '/platforms', moment), { ...options, keep: true });

export const useDaily = (id: string, moment: Moment, options: Options = {}): Answer<Daily> =>
  useGet(campaignPath(id, '/daily', moment), { ...options, keep: true });

/** Every placement in the total, or those of one episode or platform. */
export const usePlacements = (
  id: string,
  moment: Moment,
  of: { episode?: string; platform?: string },
  options: Options = {},
): Answer<Placements> =>
  useGet(
    campaignPath(id, '/placements', {
      ...moment,
      episode: of.episode ?? null,
      platform: of.platform ?? null,
    }),
    options,
  );

/** The readings of one placement, observed and known by the moment asked about. */
export const useReadings = (placementId: number, { asOf, knownAt }: Moment): Answer<Readings> =>
  useGet(`/placements/${placementId}/readings${queryOf({ asOf, knownAt })}`);

export const useRuns = (): Answer<Runs> => useGet('/runs');
