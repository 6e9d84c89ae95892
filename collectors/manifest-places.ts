import { load } from 'cheerio/slim';
import { z } from 'zod';
import { POINTER } from './json-pointer.ts';

export const Pointer = z
  .string()
  .regex(POINTER, 'expected a JSON pointer such as /data/items, or "" for the whole answer');

/** A value as partners write it in JSON, to be compared with. */
export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const isSelector = (text: string): boolean => {
  try {
    load('').root().find(text);
    return true;
  } catch {
    return false;
  }
};

export const Selector = z
  .string()
  .min(1)
  .refine(isSelector, 'expected a CSS selector such as .article .read-count');

const hasOneGroup = (text: string): boolean => {
  try {
    return new RegExp(`${text}|`, 'u').exec('')?.length === 2;
  } catch {
    return false;
  }
};

export const Pattern = z
  .string()
  .refine(hasOneGroup, 'expected a regular expression with exactly one group (…), the part to keep');

const IN_JSON = {
  pointer: Pointer,
  /** The part of the text to keep: a regular expression with one group. */
  match: Pattern.optional(),
};

const IN_PAGE = {
  /** Without it, the item's own element. */
  select: Selector.optional(),
  /** Read this attribute instead of the text. */
  attribute: z.string().min(1).optional(),
  /** The text is JSON, as inside a <script>: this is where in it. */
  pointer: Pointer.optional(),
  match: Pattern.optional(),
};

/** What says that an item is gone, or that an answer is no page of items: there at all, or by what it says. */
const Condition = z.strictObject({
  select: Selector,
  attribute: z.string().min(1).optional(),
  pointer: Pointer.optional(),
  /** It says one of these. */
  equals: z.array(Scalar).min(1).optional(),
  /** It says this among other things. */
  contains: z.string().min(1).optional(),
});
export type Condition = {
  readonly select?: string | undefined;
  readonly attribute?: string | undefined;
  readonly pointer?: string | undefined;
  readonly equals?: readonly z.infer<typeof Scalar>[] | undefined;
  readonly contains?: string | undefined;
};
export const Conditions = z.array(Condition).min(1);

/** Where in an answer a value stands; a bare text is a JSON pointer. */
export type Place = {
  readonly select?: string | undefined;
  readonly attribute?: string | undefined;
  readonly pointer?: string | undefined;
  readonly match?: string | undefined;
};
export const placeOf = (place: string | Place): Place =>
  typeof place === 'string' ? { pointer: place } : place;

/** A place as its manifest names it, for messages. */
export const nameOf = ({ select, attribute, pointer }: Place): string =>
  [
    ...(select === undefined ? [] : [`"${select}"`]),
    ...(attribute === undefined ? [] : [`attribute "${attribute}"`]),
    ...(pointer === undefined ? [] : [`"${pointer}"`]),
  ].join(' ') || 'the item itself';

/** Conditions under which an item of JSON has ended otherwise than by being read. */
const JsonState = z.strictObject({
  pointer: Pointer,
  removed: z.array(Scalar).default([]),
  hidden: z.array(Scalar).default([]),
  absent: z.array(Scalar).default([]),
});

const PageState = z.strictObject({
  removed: Conditions.optional(),
  hidden: Conditions.optional(),
  absent: Conditions.optional(),
});

/** `iso` carries its offset; `beijing` is a clock of the mainland, yyyy-MM-dd HH:mm:ss. */
const TimeFormat = z.enum(['iso', 'seconds', 'milliseconds', 'beijing']);

/** How a field's text is shown. What is not declared is unknown, never assumed. */
const SHOWN = {
  rounding: z.enum(['floor', 'ceil', 'round', 'unknown']).optional(),
  plus: z.enum(['cap', 'truncated', 'band', 'undeclared']).optional(),
  emptyIsZero: z.boolean().optional(),
  capAt: z.int().positive().optional(),
  lastBand: z.int().positive().optional(),
  /** Texts of this platform that say "not stated" (absent) or "not public" (hidden). */
  absentTexts: z.array(z.string()).optional(),
  hiddenTexts: z.array(z.string()).optional(),
};

export const JSON_PARTS = {
  place: Pointer,
  listed: z.union([Pointer, z.strictObject(IN_JSON)], 'expected a JSON pointer, or a pointer with match'),
  when: z.strictObject({ pointer: Pointer, equals: z.array(Scalar).min(1) }),
  state: JsonState,
  published: z.strictObject({ ...IN_JSON, format: TimeFormat }),
  field: z.strictObject({ ...IN_JSON, ...SHOWN }),
};

export const PAGE_PARTS = {
  place: z.strictObject(IN_PAGE),
  listed: z.strictObject(IN_PAGE),
  when: Condition,
  state: PageState,
  published: z.strictObject({ ...IN_PAGE, format: TimeFormat, optional: z.boolean().optional() }),
  /** `optional`: finding nothing means that the page does not state it, not that the page has changed. */
  field: z.strictObject({ ...IN_PAGE, ...SHOWN, optional: z.boolean().optional() }),
};
