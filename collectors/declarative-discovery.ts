import { z } from 'zod';
import type { Discovered, Discovery, Links } from './contract.ts';
import { type HtmlPage, readPage } from './declarative-html.ts';
import { publishedAt } from './declarative-item.ts';
import { nextCursorOf } from './declarative-paging.ts';
import { requestOf } from './declarative-request.ts';
import { jsonSource, type Source, whyHolds } from './declarative-source.ts';
import { CollectorError } from './errors.ts';
import { IdText } from './fields.ts';
import { pick } from './json-pointer.ts';
import { nameOf, placeOf } from './manifest-places.ts';
import type { Manifest } from './manifest-schema.ts';

/** An account's own list as its manifest describes it; null where it describes none. */
export const discoveryOf = (manifest: Manifest, links: Links | undefined): Discovery | null => {
  const { discovery, format, charset, platform } = manifest;
  if (discovery === undefined) return null;
  const { baseUrl, request, paging, items, item } = discovery;
  const { response, whole, rows } = format === 'json' ? listOfJson(items) : listOfPage(items);
  const around = { platform, format, base: baseUrl ?? manifest.baseUrl, links };
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    request: page =>
      requestOf({ request: { ...request, join: ',' }, format, paging, charset }, { ...page, targets: [] }),
    response,
    read: body => rows(body).flatMap(row => found(item, row, around) ?? []),
    nextCursor: (body, { cursor }) => {
      const listed = rows(body);
      // An account without a single item is rarer than a page that was built anew.
      if (format === 'html' && cursor === null && listed.length === 0) {
        throw new CollectorError(
          'shape',
          `${platform}: nothing found at "${items}"; the page may have changed`,
        );
      }
      return paging === undefined ? null : nextCursorOf(paging, whole(body), listed, cursor);
    },
  };
};

type ListParts = {
  readonly response: z.ZodType<unknown>;
  whole(body: unknown): Source;
  rows(body: unknown): Source[];
};

const listOfJson = (items: string): ListParts => ({
  response: z.unknown().superRefine((body, { addIssue }) => {
    if (Array.isArray(pick(body, items))) return;
    addIssue({ code: 'custom', path: items.split('/').slice(1), message: 'expected a list of items' });
  }),
  whole: jsonSource,
  // Only what passed the schema comes back here.
  rows: body => (pick(body, items) as unknown[]).map(jsonSource),
});

const listOfPage = (items: string): ListParts => ({
  response: z.string('expected a page of HTML').transform(readPage),
  whole: body => (body as HtmlPage).whole,
  rows: body => (body as HtmlPage).rows(items),
});

type Rules = NonNullable<Manifest['discovery']>['item'];
type Around = {
  readonly platform: string;
  readonly format: Manifest['format'];
  readonly base: string | undefined;
  readonly links: Links | undefined;
};

/** One row as something new; null where the manifest does not say what it is. */
const found = (rules: Rules, row: Source, { platform, format, base, links }: Around): Discovered | null => {
  const what = rules.what.find(({ when }) => when === undefined || whyHolds(when, row) !== null);
  if (what === undefined) return null;
  const [idAt, titleAt] = [placeOf(rules.id), placeOf(rules.title)];
  const id = IdText.safeParse(row.find(idAt));
  if (!id.success) {
    throw new CollectorError(
      'shape',
      `${platform}: a listed item has no id at ${nameOf(idAt)}: ${row.evidence()}`,
    );
  }
  const title = row.find(titleAt);
  if (typeof title !== 'string') {
    throw new CollectorError(
      'shape',
      `${platform}: listed item ${id.data} has no title at ${nameOf(titleAt)}`,
    );
  }
  const listed = rules.url === undefined ? undefined : row.find(placeOf(rules.url));
  return {
    externalId: id.data,
    title,
    url: addressOf(listed, base) ?? links?.url(id.data) ?? '',
    publishedAt: rules.published === undefined ? null : publishedAt(rules.published, row, format),
    kind: what.kind,
    metric: what.metric,
  };
};

/** Lists write addresses whole, without their scheme, or beginning at the root of their host. */
const addressOf = (listed: unknown, base: string | undefined): string | null => {
  if (typeof listed !== 'string' || listed === '') return null;
  const isBare = /^[\w-]+(\.[\w-]+)+\//.test(listed);
  const url = URL.parse(isBare ? `https://${listed}` : listed, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
};
