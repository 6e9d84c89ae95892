import { z } from 'zod';
import { parseJson } from './json.ts';

/** `var name = …;` or `name=…`, as scripts of the older web leave an answer behind. */
const ASSIGNED = /^\s*(?:var\s+)?[A-Za-z_$][\w$.]*\s*=\s*([\s\S]*?)\s*;?\s*$/;
/** `name(…);` or `(…)`: JSONP. */
const CALLED = /^\s*(?:[A-Za-z_$][\w$.]*)?\s*\(\s*([\s\S]*?)\s*\)\s*;?\s*$/;

/** The JSON inside an answer written as a script; whatever is no such script comes back as it is. */
export const unwrapScript = (body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  const inner = (ASSIGNED.exec(body) ?? CALLED.exec(body))?.[1];
  if (inner === undefined) return body;
  try {
    return parseJson(inner);
  } catch {
    // A page, or a script cut short: the text itself goes on, fails the schema, and is kept as evidence.
    return body;
  }
};

/** A schema for answers that may come as a script: bare JSON passes as well. */
export const scripted = <Body>(schema: z.ZodType<Body>): z.ZodType<Body> =>
  z.preprocess(unwrapScript, schema);
