import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Collector, Page, RequestSpec, Target } from '../../collectors/contract.ts';
import { parseJson } from '../../collectors/json.ts';
import { loadCollectors } from '../../collectors/registry.ts';

/**
 * Walks the collectors and their folders: `<id>/<case>/targets.json` in, `request.json` out, `response.json` in,
 * `expected.json` out. Every collector has at least a normal answer, content that is gone, and an error of the platform.
 */
const REQUIRED = ['gone', 'normal', 'platform-error'];
/** 20 December 2022, 10:00 in Beijing. */
const NOW = Date.parse('2022-12-20T10:00:00+08:00');

type Response = { readonly status: number; readonly body: unknown };

/** Secrets by their names, so that a request shows which one went where. */
const pageOf = (collector: Collector, targets: readonly Target[]): Page => ({
  targets,
  accountId: 'account-1',
  credentials: Object.fromEntries(collector.needs.map(name => [name, `<${name}>`])),
  token: collector.auth && {
    accessToken: '<access token>',
    openId: '<open id>',
    expiresAt: NOW + 1,
    refreshToken: null,
    refreshExpiresAt: null,
    renewals: 0,
  },
  cursor: null,
  now: NOW,
});

/** A request as it is sent. */
const requestOf = (collector: Collector, page: Page): RequestSpec => {
  const spec = collector.request(page);
  return collector.sign?.(spec, { ...page, nonce: '<nonce>' }) ?? spec;
};

/** What a collector makes of an answer, stage by stage, as the runner does it. */
const readingOf = (collector: Collector, { status, body }: Response, page: Page): unknown => {
  const refusal = collector.refusal(body, status);
  if (refusal !== null && refusal !== 'answer') return { refusal };
  const parsed = collector.response.safeParse(body);
  if (!parsed.success) return { shape: parsed.error.issues.map(({ path, message }) => ({ path, message })) };
  return {
    outcomes: collector.read(parsed.data, page.targets, status),
    ...(collector.nextCursor && { nextCursor: collector.nextCursor(parsed.data, page) }),
  };
};

const json = (...path: string[]): unknown =>
  parseJson(readFileSync(join(import.meta.dirname, ...path), 'utf8'));
const foldersIn = (...path: string[]): string[] =>
  readdirSync(join(import.meta.dirname, ...path), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const collectors = await loadCollectors();

test('every collector has its folder, and every folder its collector', () => {
  expect(foldersIn('.')).toEqual(collectors.map(({ id }) => id));
});

describe.each(collectors.map((collector): [string, Collector] => [collector.id, collector]))(
  '%s',
  (id, collector) => {
    const cases = foldersIn(id);

    test('has the three cases every collector needs', () => {
      expect(REQUIRED.filter(name => !cases.includes(name))).toEqual([]);
    });

    test.each(cases)('%s', name => {
      const targets = json(id, name, 'targets.json') as Target[];
      const page = pageOf(collector, targets);
      expect(
        targets.filter(
          ({ platform, metric }) => platform !== collector.platform || !collector.serves.includes(metric),
        ),
      ).toEqual([]);
      expect(requestOf(collector, page)).toEqual(json(id, name, 'request.json'));
      expect(readingOf(collector, json(id, name, 'response.json') as Response, page)).toEqual(
        json(id, name, 'expected.json'),
      );
    });
  },
);
