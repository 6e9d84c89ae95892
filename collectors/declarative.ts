import { z } from 'zod';
import type { Metric } from '../pipeline/domain/metrics.ts';
import type { Collector, Outcome, Page, Refusal, Target } from './contract.ts';
import { discoveryOf } from './declarative-discovery.ts';
import { type HtmlPage, readPage } from './declarative-html.ts';
import { outcomeOf } from './declarative-item.ts';
import { linksOf } from './declarative-links.ts';
import { nextCursorOf } from './declarative-paging.ts';
import { needsOf, requestOf } from './declarative-request.ts';
import { jsonSource, type Source, same, whyHolds } from './declarative-source.ts';
import { CollectorError, ERROR_KINDS, type ErrorKind } from './errors.ts';
import { pick } from './json-pointer.ts';
import { parseManifest } from './manifest.ts';
import type { HtmlManifest, JsonManifest, Manifest } from './manifest-schema.ts';

/**
 * A collector from a manifest: a partner becomes reachable without code.
 * @param file names the manifest in errors.
 * @throws CollectorError of kind `config` that lists every mistake with file, line and column.
 */
export const declarativeCollector = (text: string, file: string): Collector => {
  const manifest = parseManifest(text, file);
  const { id, platform, name, source, official, offByDefault, serves, limits, request } = manifest;
  const { perDay, sharedQuota, quotaZone, ...pace } = limits;
  const parts = manifest.format === 'json' ? jsonParts(manifest) : htmlParts(manifest);
  const { paging, removedStatus } = manifest;
  const links = manifest.links && linksOf(manifest.links);
  const discovery = discoveryOf(manifest, links);
  return {
    id,
    platform,
    name,
    source,
    official,
    ...(offByDefault !== undefined && { offByDefault }),
    serves,
    metrics: Object.keys(manifest.item.metrics) as Metric[],
    baseUrl: manifest.baseUrl ?? '',
    batchSize: request.batch === 'all' ? Number.POSITIVE_INFINITY : request.batch,
    limits: {
      ...pace,
      ...(perDay !== undefined && { perDay }),
      ...(sharedQuota !== undefined && { sharedQuota }),
      ...(quotaZone !== undefined && { quotaZone }),
    },
    needs: needsOf(manifest),
    capabilities: manifest.capabilities,
    auth: null,
    displays: displaysOf(manifest),
    request: page => requestOf(manifest, page),
    refusal: (body, status) => (saysRemoved(removedStatus, status) ? 'answer' : parts.refusal(body)),
    response: parts.response,
    read: (body, targets, status) =>
      saysRemoved(removedStatus, status)
        ? targets.map(({ externalId }) => ({ externalId, status: 'removed', reason: `HTTP ${status}` }))
        : parts.read(body, targets),
    ...(request.batch === 'all' && {
      nextCursor: (body: unknown, { cursor }: Page) =>
        paging === undefined ? null : nextCursorOf(paging, parts.whole(body), parts.rows(body), cursor),
    }),
    ...(links && { links }),
    ...(discovery && { discovery }),
  };
};

const saysRemoved = (declared: readonly number[], status: number | undefined): boolean =>
  status !== undefined && declared.includes(status);

/** What differs between the formats. */
type Parts = {
  refusal(body: unknown): Refusal | null;
  readonly response: z.ZodType<unknown>;
  read(body: unknown, targets: readonly Target[]): Outcome[];
  whole(body: unknown): Source;
  rows(body: unknown): Source[];
};

const jsonParts = (manifest: JsonManifest): Parts => {
  const { items, request, removedStatus, platform } = manifest;
  const listOf = (body: unknown): readonly unknown[] | null => {
    const found = pick(body, items);
    if (Array.isArray(found)) return found;
    // The answer about one item need not be a list.
    return request.batch === 1 && typeof found === 'object' && found !== null ? [found] : null;
  };
  const rows = (body: unknown): Source[] => {
    const list = listOf(body);
    if (list === null) throw new CollectorError('shape', `${platform}: no list at "${items}"`);
    return list.map(jsonSource);
  };
  return {
    refusal: body => refusalInJson(manifest, body),
    response: z.unknown().superRefine((body, { addIssue }) => {
      // An answer whose status says that its item is removed may look like anything; `read` knows the status.
      if (removedStatus.length > 0 || listOf(body) !== null) return;
      addIssue({ code: 'custom', path: items.split('/').slice(1), message: 'expected a list of items' });
    }),
    read: body => rows(body).map(row => outcomeOf(manifest, row, null)),
    whole: jsonSource,
    rows,
  };
};

const htmlParts = (manifest: HtmlManifest): Parts => {
  const { items } = manifest;
  const response = z.string('expected a page of HTML').transform(readPage);
  // Only what passed the schema above comes back here.
  const pageOf = (body: unknown): HtmlPage => body as HtmlPage;
  const rows = (body: unknown): Source[] => {
    if (items === undefined) return [pageOf(body).whole];
    return pageOf(body).rows(items);
  };
  return {
    refusal: body => refusalOnPage(manifest, body),
    response,
    read: (body, targets) =>
      items === undefined
        ? targets.map(({ externalId }) => outcomeOf(manifest, pageOf(body).whole, externalId))
        : rows(body).map(row => outcomeOf(manifest, row, null)),
    whole: body => pageOf(body).whole,
    rows,
  };
};

const displaysOf = ({ item }: Manifest): NonNullable<Collector['displays']> =>
  Object.fromEntries(
    Object.entries(item.metrics).map(([metric, field]) => {
      const { rounding, plus, emptyIsZero, capAt, lastBand } = field;
      const display = {
        rounding: rounding ?? 'unknown',
        plus: plus ?? 'undeclared',
        ...(emptyIsZero !== undefined && { emptyIsZero }),
        ...(capAt !== undefined && { capAt }),
        ...(lastBand !== undefined && { lastBand }),
      };
      return [metric, display];
    }),
  );

const refusalInJson = ({ success, errors }: JsonManifest, body: unknown): Refusal | null => {
  if (success === undefined) return null;
  const code = pick(body, success.pointer);
  // No code at all is no refusal we know: the shape of the answer is then judged.
  if (code === undefined || success.equals.some(value => same(value, code))) return null;
  const said = success.message === undefined ? undefined : pick(body, success.message);
  const message = `code ${JSON.stringify(code)}${typeof said === 'string' ? ` ${said}` : ''}`;
  return { kind: kindOf(errors, code), message };
};

const kindOf = (errors: JsonManifest['errors'], code: unknown): ErrorKind =>
  ERROR_KINDS.find(kind => errors[kind]?.some(value => same(value, code))) ?? 'refused';

const refusalOnPage = ({ errors }: HtmlManifest, body: unknown): Refusal | null => {
  if (typeof body !== 'string' || Object.keys(errors).length === 0) return null;
  const { whole } = readPage(body);
  for (const kind of ERROR_KINDS) {
    for (const condition of errors[kind] ?? []) {
      const why = whyHolds(condition, whole);
      if (why !== null) return { kind, message: `the page is no answer: ${why}` };
    }
  }
  return null;
};
