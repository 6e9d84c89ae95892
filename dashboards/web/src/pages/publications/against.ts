import { queryOf } from '../../api/client.ts';
import { instantOf } from '../../format/dates.ts';
import { nullableText } from '../../url/params.ts';
import { useParams } from '../../url/use-params.ts';

const PARAMS = {
  /** Another publication; null: a moment. */
  with: nullableText,
  /** Wall times in the campaign's zone; null: now. */
  asOf: nullableText,
};

/** What the publication is held against, in the address. */
export const useAgainst = () => useParams(PARAMS);

/** Address of the comparison; null where the moment cannot be read as a time. */
export const comparisonPath = (
  id: string,
  state: { readonly with: string | null; readonly asOf: string | null },
  timeZone: string,
): string | null => {
  const path = `/publications/${encodeURIComponent(id)}/comparison`;
  if (state.with !== null) return `${path}${queryOf({ with: state.with })}`;
  const at = state.asOf === null ? null : instantOf(state.asOf, timeZone);
  if (state.asOf !== null && at === null) return null;
  // Known now, whatever the moment: what became known of it since is what is asked.
  return `${path}${queryOf({ asOf: at === null ? null : new Date(at).toISOString() })}`;
};
