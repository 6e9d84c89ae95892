import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { ConfigError } from '../../pipeline/problems.ts';

/** Headers by which a proxy tells that the request came from farther than its own connection. */
const FORWARDED = ['x-forwarded-proto', 'x-forwarded-for', 'forwarded'] as const;

/**
 * Refuses a consent code that could be read on its way: it comes over https, or does not leave the machine.
 * @throws ConfigError
 */
export const requirePrivateLine = (c: Context): void => {
  if (isPrivate(c)) return;
  throw new ConfigError(
    'This consent code crossed the network in the clear, and was not used. Somebody may have seen it: have a new one ' +
      'made, and enter it over https, on the machine that serves this as http://127.0.0.1, or by renci authorise.',
    [],
    { told: { code: 'code-in-the-clear', params: {} } },
  );
};

/** A page says from where it was opened; without one the connection tells, unless it is only a proxy's. */
const isPrivate = (c: Context): boolean => {
  const origin = c.req.header('origin');
  const page = origin === undefined ? null : URL.parse(origin);
  if (page?.protocol === 'https:' || isForwardedSafely(c)) return true;
  if (origin !== undefined) return page !== null && isThisMachine(page.hostname);
  return FORWARDED.every(name => c.req.header(name) === undefined) && isLocal(c);
};

/** The first of several is what the reader's own browser or program spoke. */
const isForwardedSafely = (c: Context): boolean =>
  c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';

/** A request of this very process has no connection. */
const isLocal = (c: Context): boolean => {
  if (c.env?.incoming === undefined) return true;
  const { address } = getConnInfo(c).remote;
  return address !== undefined && isThisMachine(address.replace(/^::ffff:/, ''));
};

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
