import {
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type {
  Campaign,
  Campaigns,
  Current,
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

/** Which placements of a total: all, or those of one part. `episode: ''`: works of the campaign alone. */
export type PlacementsOf = {
  readonly episode?: string;
  readonly platform?: string;
  readonly kind?: string;
  readonly series?: string;
};

/** Every placement in the total, or those of one part of it. */
export const usePlacements = (
  id: string,
  moment: Moment,
  of: PlacementsOf,
  options: Options = {},
): Answer<Placements> =>
  useGet(
    campaignPath(id, '/placements', {
      ...moment,
      episode: of.episode ?? null,
      platform: of.platform ?? null,
      kind: of.kind ?? null,
      series: of.series ?? null,
    }),
    options,
  );

export type ReadingsAnswer = Pick<Answer<Readings>, 'error'> & {
  /** All that were asked for so far, newest first. */
  readonly data: Readings | undefined;
  readonly refetch: () => unknown;
  /** Asks for the next older ones. */
  readonly askMore: () => void;
  readonly isAskingMore: boolean;
};

/** The readings of one placement, observed and known by the moment asked about: the newest, then more as asked. */
export const useReadings = (placementId: number, { asOf, knownAt }: Moment): ReadingsAnswer => {
  const path = (offset: number): string =>
    `/placements/${placementId}/readings${queryOf({ asOf, knownAt, offset: offset === 0 ? null : String(offset) })}`;
  const { data, error, refetch, fetchNextPage, isFetchingNextPage } = useInfiniteQuery<
    Readings,
    ApiError,
    Readings,
    readonly [string],
    number
  >({
    queryKey: [path(0)],
    queryFn: ({ pageParam, signal }) => getJson<Readings>(path(pageParam), signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.more ? pages.reduce((sum, { readings }) => sum + readings.length, 0) : undefined,
    select: ({ pages }) => joined(pages),
  });
  return {
    ...{ data, error, refetch },
    askMore: () => void fetchNextPage(),
    isAskingMore: isFetchingNextPage,
  };
};

/** Pages as one list. A reading that came in between two of them moves the others on: none is listed twice. */
const joined = (pages: readonly Readings[]): Readings => {
  const last = pages.at(-1);
  if (!last) throw new Error('Readings were joined before any was read.');
  const seen = new Set<string>();
  const readings = pages
    .flatMap(page => page.readings)
    .filter(({ observedAt, recordedAt, source, low, high }) => {
      const key = [observedAt, recordedAt, source, low, high].join('|');
      return seen.has(key) ? false : seen.add(key);
    });
  return { ...last, readings };
};

/** What this server can do, which present it lives in and when it collects next; null until it is known. */
export const useServer = (): Current | null => useGet<Current>('/runs/current', { keep: true }).data ?? null;

export const useRuns = (): Answer<Runs> => useGet('/runs');
