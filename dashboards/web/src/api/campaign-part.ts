import { queryOf } from './client.ts';
import type { Moment } from './queries.ts';

/** The address of a part of a campaign, as of the moment a page is about. */
export const campaignPart = (
  id: string,
  part: string,
  query: Readonly<Record<string, string | null>>,
): string => `/campaigns/${encodeURIComponent(id)}/${part}${queryOf({ ...query })}`;

/** The two clocks alone, for what no formula enters. */
export const clocksOf = ({ asOf, knownAt }: Moment): Omit<Moment, 'formula'> => ({ asOf, knownAt });
