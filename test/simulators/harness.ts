import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { loadCatalogue } from '../../pipeline/catalogue/load.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { type Simulators, startSimulators } from './index.ts';

export const reference: Catalogue = loadCatalogue(
  fileURLToPath(new URL('../../pipeline/demo/catalogue.yaml', import.meta.url)),
);

/** An instant of a Beijing wall clock: "2022-12-30 18:00". */
export const beijing = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);

/** Simulators of the reference campaign at an instant, stopped when the test ends. */
export const startAt = async (
  instant: number,
  options: Partial<Parameters<typeof startSimulators>[0]> = {},
): Promise<Simulators & { readonly clock: ManualClock }> => {
  const clock = new ManualClock(instant);
  const simulators = await startSimulators({ clock, catalogues: [reference], ...options });
  onTestFinished(simulators.stop);
  return { ...simulators, clock };
};

type Answer = { readonly status: number; readonly body: unknown };

const answered = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: await response.json(),
});

export const get = async (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  answered(await fetch(url, { headers }));

export const postForm = async (url: string, form: Record<string, string>): Promise<Answer> =>
  answered(await fetch(url, { method: 'POST', body: new URLSearchParams(form) }));

export const postJson = async (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  answered(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );

/** The external id of a work's placement on an account. */
export const idOf = (work: string, account: string): string => {
  const found = reference.placements.find(p => p.workId === work && p.accountId === account);
  if (!found) throw new Error(`The reference catalogue has no ${work} on ${account}.`);
  return found.externalId;
};
