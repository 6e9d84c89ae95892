import { z } from 'zod';
import { METRICS } from '../pipeline/domain/metrics.ts';
import { WORK_KINDS } from '../pipeline/domain/reading.ts';
import { Pattern } from './manifest-places.ts';

/** What an item is: its counting metric, and the kind of work. */
const WHAT = { metric: z.enum(METRICS), kind: z.enum(WORK_KINDS) };

const Host = z
  .string()
  .regex(/^(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'expected a host without www., such as m.site.example');

/** The partner's links: which are its own, what is an item of it, and how an item's address is written for people. */
export const LinkRules = z.strictObject({
  hosts: z.array(Host).min(1),
  /** Hosts of short links: each is asked once where it leads. */
  short: z.array(Host).default([]),
  /** The first that fits says what the link is; its one group, matched in path and query, is the item's id. */
  items: z.array(z.strictObject({ match: Pattern, ...WHAT })).min(1),
  url: z
    .url({ protocol: /^https?$/ })
    .refine(url => url.includes('{id}'), 'expected the address of an item, with {id} in it'),
});

/** An account's own list. `parts` are places and conditions of the manifest's format. */
export const discoveryOf = <
  Place extends z.ZodType,
  When extends z.ZodType,
  Published extends z.ZodType,
  Request extends z.ZodType,
  Items extends z.ZodType,
  Paging extends z.ZodType,
>(parts: {
  readonly request: Request;
  readonly items: Items;
  readonly paging: Paging;
  readonly place: Place;
  readonly when: When;
  readonly published: Published;
}) =>
  z.strictObject({
    /** Where the list is had, when that is another host. */
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    request: parts.request,
    items: parts.items,
    paging: parts.paging.optional(),
    item: z.strictObject({
      id: parts.place,
      title: parts.place,
      /** The address as listed; without it `links.url` says it. */
      url: parts.place.optional(),
      published: parts.published.optional(),
      /** The first whose condition holds says what an item is; what none speaks of is left out of the list. */
      what: z.array(z.strictObject({ when: parts.when.optional(), ...WHAT })).min(1),
    }),
  });
