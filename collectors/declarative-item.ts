import { z } from 'zod';
import type { Metric } from '../pipeline/domain/metrics.ts';
import type { Instant } from '../pipeline/domain/reading.ts';
import { BeijingTime } from './beijing-time.ts';
import type { Outcome, Value } from './contract.ts';
import { type Source, same, whyHolds } from './declarative-source.ts';
import { CollectorError } from './errors.ts';
import { IdText } from './fields.ts';
import { nameOf, type Place, placeOf } from './manifest-places.ts';
import type { HtmlManifest, JsonManifest, Manifest } from './manifest-schema.ts';

type Rules = Manifest['item'];
type Field = NonNullable<Rules['metrics'][Metric]>;

/**
 * How one item of an answer ended.
 * @param asked the id that was asked for, where the answer is about one item only
 * @throws CollectorError of kind `shape` when nobody can tell whose item it is.
 */
export const outcomeOf = (manifest: Manifest, source: Source, asked: string | null): Outcome => {
  // A page that says an item is gone need not say which.
  const ended = endedOf(manifest, source);
  const externalId = asked !== null && ended !== null ? asked : idOf(manifest.item, source, asked);
  if (ended) return { externalId, ...ended };
  try {
    const publishedAt = publishedOf(manifest, source);
    return {
      externalId,
      status: 'read',
      values: valuesOf(manifest, source),
      ...(publishedAt !== null && { publishedAt }),
    };
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    return {
      externalId,
      status: 'failed',
      kind: error.kind,
      reason: error.message,
      evidence: source.evidence(),
    };
  }
};

const idOf = ({ id }: Rules, source: Source, asked: string | null): string => {
  if (id === undefined && asked !== null) return asked;
  const place = placeOf(id ?? {});
  const parsed = IdText.safeParse(source.find(place));
  if (!parsed.success) {
    throw new CollectorError('shape', `an item has no id at ${nameOf(place)}: ${source.evidence()}`);
  }
  if (asked !== null && parsed.data !== asked) {
    throw new CollectorError('shape', `asked for item ${asked} and was answered about ${parsed.data}`);
  }
  return parsed.data;
};

type Ended = { readonly status: 'removed' | 'hidden' | 'absent'; readonly reason: string };
const ENDINGS = ['removed', 'hidden', 'absent'] as const;

const endedOf = (manifest: Manifest, source: Source): Ended | null =>
  manifest.format === 'json' ? endedInJson(manifest, source) : endedOnPage(manifest, source);

const endedInJson = ({ item: { state } }: JsonManifest, source: Source): Ended | null => {
  if (state === undefined) return null;
  const value = source.find(state);
  const status = ENDINGS.find(ending => state[ending].some(declared => same(declared, value)));
  return status === undefined
    ? null
    : { status, reason: `${state.pointer.slice(1)} is ${JSON.stringify(value)}` };
};

const endedOnPage = ({ item: { state } }: HtmlManifest, source: Source): Ended | null => {
  for (const status of ENDINGS) {
    for (const condition of state?.[status] ?? []) {
      const reason = whyHolds(condition, source);
      if (reason !== null) return { status, reason };
    }
  }
  return null;
};

/** A shown text that every count reads as hidden: what a platform's own words for it are turned into. */
const HIDDEN = '--';

const valuesOf = (manifest: Manifest, source: Source): Partial<Record<Metric, Value>> => {
  const values: Partial<Record<Metric, Value>> = {};
  for (const [metric, field] of Object.entries(manifest.item.metrics) as [Metric, Field | undefined][]) {
    if (field === undefined) continue;
    const value = source.find(field);
    if (value === undefined) mayLack(manifest, field, metric);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new CollectorError('shape', `${metric}: expected a number or a text at ${nameOf(field)}`);
    }
    if (field.absentTexts?.includes(String(value))) continue;
    const isHidden = field.hiddenTexts?.includes(String(value)) === true;
    // An empty place in a page waits for a script: it says neither zero nor that the count is not public.
    if (value === '' && !isHidden && manifest.format === 'html' && field.emptyIsZero !== true) {
      throw new CollectorError(
        'shape',
        `${metric}: ${nameOf(field)} is empty; a script may fill it in later`,
      );
    }
    values[metric] = isHidden ? HIDDEN : value;
  }
  return values;
};

/** JSON leaves out what it does not state. A page from which something is gone has changed, unless it may lack it. */
const mayLack = (
  { format }: Pick<Manifest, 'format'>,
  place: Place & { readonly optional?: boolean | undefined },
  what: string,
): void => {
  if (format === 'json' || place.optional === true) return;
  throw new CollectorError('shape', `${what}: nothing found at ${nameOf(place)}; the page may have changed`);
};

/** A time must carry its offset or be declared Beijing's: a partner's server zone is nobody's guess. */
const ISO_WITH_OFFSET = z.iso.datetime({ offset: true }).transform(text => Date.parse(text));
const SECONDS = z.coerce.number().int().positive();
const TIMES = {
  iso: ISO_WITH_OFFSET,
  seconds: SECONDS.transform(seconds => seconds * 1000),
  milliseconds: SECONDS,
  beijing: BeijingTime,
} satisfies Record<string, z.ZodType<Instant>>;

type Published = NonNullable<Rules['published']>;

const publishedOf = ({ format, item: { published } }: Manifest, source: Source): Instant | null =>
  published === undefined ? null : publishedAt(published, source, format);

/**
 * The publish time at its place; null where the answer does not state it.
 * @throws CollectorError of kind `shape` for what is no time of the declared form.
 */
export const publishedAt = (
  published: Published,
  source: Source,
  format: Manifest['format'],
): Instant | null => {
  const value = source.find(published);
  if (value === undefined) mayLack({ format }, published, 'the publish time');
  if (value === undefined || value === null) return null;
  const parsed = TIMES[published.format].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CollectorError(
    'shape',
    `the publish time at ${nameOf(published)} is no ${published.format} time`,
  );
};
