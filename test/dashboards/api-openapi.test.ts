import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { apiOn } from './api-world.ts';

type Json = { readonly [key: string]: unknown };
type Operation = Json & { operationId: string; parameters?: Json[]; responses: Record<string, Json> };

/** The document asks no database. */
let document: Json;
beforeAll(async () => {
  const { body } = await apiOn({} as Database).get('/api/v1/openapi.json');
  document = body as Json;
});

const operations = (): [string, Operation][] =>
  Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );

/** Every object inside a value, with the way to it. */
const walk = function* (value: unknown, way = '#'): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  yield [way, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${way}/${key.replaceAll('/', '~1')}`);
};

test('the document is OpenAPI 3.1 and lists every route with its parameters and answers', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'Renci 人次', version: '1.2.3' });
  const routes = operations().map(([route, { operationId, parameters = [], responses }]) => {
    const asked = parameters.map(({ in: where, name, required }) => `${where} ${name}${required ? '' : '?'}`);
    return `${route}  ${operationId}(${asked.join(', ')})  ${Object.keys(responses).join(' ')}`;
  });
  // A contract others build on: a line that changes here is a change to tell.
  await expect(`${routes.join('\n')}\n`).toMatchFileSnapshot('openapi-routes.txt');
});

test('every reference leads somewhere', () => {
  const ways = new Set([...walk(document)].map(([way]) => way));
  const references = [...walk(document)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter(reference => !ways.has(reference))).toEqual([]);
});

test('every schema, field, parameter, answer and route is described', () => {
  const isDescribed = (of: Json): boolean =>
    typeof of.description === 'string' || typeof of.$ref === 'string';
  const { schemas } = document.components as { schemas: Record<string, Json> };
  const parts: [string, Json][] = Object.entries(schemas);
  for (const [way, of] of walk(document)) {
    for (const [name, property] of Object.entries((of.properties ?? {}) as Record<string, Json>)) {
      parts.push([`${way}/${name}`, property]);
    }
  }
  for (const [route, { parameters = [], responses, ...operation }] of operations()) {
    parts.push([route, { description: operation.summary }]);
    for (const parameter of parameters) parts.push([`${route} ${parameter.name}`, parameter]);
    for (const [status, answer] of Object.entries(responses)) parts.push([`${route} ${status}`, answer]);
  }
  const undescribed = parts.filter(([, part]) => !isDescribed(part) && !hasDescribedChoice(part));
  expect(undescribed.map(([way]) => way)).toEqual([]);
  expect(parts.length).toBeGreaterThan(150);
});

/** `X or null` is written as a choice with the reference inside. */
const hasDescribedChoice = (part: Json): boolean =>
  ((part.anyOf ?? part.oneOf ?? part.allOf ?? []) as Json[]).some(choice => typeof choice.$ref === 'string');
