import type { Moment } from '../api/queries.ts';
import { hasOffset, instantOf } from '../format/dates.ts';
import type { PageState } from './state.ts';

export type AskedMoment = {
  /** Null until the campaign's zone is known, where the address gives a wall time. */
  readonly moment: Moment | null;
  /** What the address says and nobody can read as a time. */
  readonly invalid: string | null;
};

/** Turns the address bar's wall times into the instants the API is asked for. */
export const resolveMoment = (
  { asOf, knownAt, formula }: Pick<PageState, 'asOf' | 'knownAt' | 'formula'>,
  timeZone: string | null,
): AskedMoment => {
  const texts = [asOf, knownAt].filter(text => text !== null);
  if (timeZone === null && texts.some(text => !hasOffset(text))) return { moment: null, invalid: null };
  const zone = timeZone ?? 'UTC';
  const iso = (text: string | null): string | null => {
    const at = text === null ? null : instantOf(text, zone);
    return at === null ? null : new Date(at).toISOString();
  };
  return {
    moment: { asOf: iso(asOf), knownAt: iso(knownAt), formula },
    invalid: texts.find(text => iso(text) === null) ?? null,
  };
};

/** What of a page's state a link to another page carries on: both clocks and the formula. */
export const momentOf = ({
  asOf,
  knownAt,
  formula,
}: PageState): Pick<PageState, 'asOf' | 'knownAt' | 'formula'> => ({ asOf, knownAt, formula });
