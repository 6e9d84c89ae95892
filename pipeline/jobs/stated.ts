import type { Instant, Reading } from '../domain/reading.ts';
import type { Statement } from '../domain/statement.ts';
import { ConfigError } from '../problems.ts';

/** Who told what a file says, and who takes it in. */
export type Tellers = { readonly author: string; readonly by: string };

/**
 * Both names, as a statement needs them: neither may confirm it later.
 * @throws ConfigError naming what is missing
 */
export const requireTellers = (
  fileName: string,
  { author = '', by = '' }: { readonly author?: string | undefined; readonly by?: string | undefined },
): Tellers => {
  const named = { author: author.trim(), by: by.trim() };
  if (named.author !== '' && named.by !== '') return named;
  const lacks = named.author === '' ? 'who states it (--author)' : 'who takes it in (--by, or RENCI_BY)';
  throw new ConfigError(
    `${fileName} was refused: a figure that a partner tells counts only with its author and its proof, once a second ` +
      `person confirms it. Say ${lacks}.`,
  );
};

/** The statements behind readings of the source `statement`. */
export const statementsOf = (
  readings: readonly (Reading & { readonly author: string })[],
  by: string,
  recordedAt: Instant,
): Statement[] =>
  readings.map(({ placementId, metric, observedAt, low, high, payloadId, runId, author }) => ({
    ...{ placementId, metric, observedAt, low, high, payloadId, runId, author, importedBy: by, recordedAt },
  }));
