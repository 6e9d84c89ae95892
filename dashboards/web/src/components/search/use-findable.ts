import { useQueries } from '@tanstack/react-query';
import type { Episodes, Placements } from '../../../../api/contract.ts';
import { getJson } from '../../api/client.ts';
import { useCampaigns } from '../../api/queries.ts';
import type { Findable } from './find.ts';

type Reading = { readonly all: readonly Findable[]; readonly pending: boolean; readonly partly: boolean };

/** Everything that can be found, as far as it is read: campaigns at once, their parts as they come. */
export const useFindable = (): Reading => {
  const { data, isError } = useCampaigns();
  // The newest first: what is asked about is mostly what runs.
  const campaigns = [...(data?.campaigns ?? [])].sort((a, b) => b.startsOn.localeCompare(a.startsOn));
  const paths = campaigns.map(({ id }) => `/campaigns/${encodeURIComponent(id)}`);
  const episodes = useQueries({ queries: paths.map(path => asked<Episodes>(`${path}/episodes`)) });
  const placements = useQueries({ queries: paths.map(path => asked<Placements>(`${path}/placements`)) });
  const parts = [...episodes, ...placements];
  return {
    all: campaigns.map((campaign, index) => ({
      campaign,
      episodes: episodes[index]?.data?.episodes ?? [],
      placements: placements[index]?.data?.placements ?? [],
    })),
    pending: !isError && (data === undefined || parts.some(part => part.isPending)),
    partly: isError || parts.some(part => part.isError && !part.data),
  };
};

const asked = <T>(path: string) => ({
  queryKey: [path],
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<T>(path, signal),
});
