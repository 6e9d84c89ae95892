import type { Env } from '../config/environment.ts';
import { ConfigError } from '../problems.ts';

/** Who signs what is changed: --by, or RENCI_BY. @throws ConfigError where neither says */
export const signature = (by: string | undefined, env: Env): string => {
  const name = (by ?? env.RENCI_BY ?? '').trim();
  if (name === '') throw new ConfigError('Say who decides: --by NAME, or the environment variable RENCI_BY.');
  return name;
};
