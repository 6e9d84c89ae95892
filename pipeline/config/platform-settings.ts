import type { Collector, PlatformSettings } from '../../collectors/contract.ts';
import type { Config } from '../config.ts';
import type { Account } from '../domain/catalogue.ts';
import type { Problem } from '../problems.ts';
import { inEnvironment } from './environment.ts';

/** `tianjin-radio` is asked for its consent code as RENCI_CODE_TIANJIN_RADIO. */
export const codeVariable = (accountId: string): string =>
  `RENCI_CODE_${accountId.toUpperCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`;

/** Platforms whose collectors that are off by default may be used. */
export const unofficialPlatforms = ({ platforms }: Pick<Config, 'platforms'>): ReadonlySet<string> =>
  new Set(Object.keys(platforms).filter(id => platforms[id]?.unofficial === true));

type AccountIds = Pick<Account, 'id' | 'externalId'>;
type Needing = Pick<Collector, 'platform' | 'needs' | 'options'>;

/** Every credential of a collector that is not set, as mistakes of the environment. */
export const missingCredentials = (config: Pick<Config, 'secret'>, { platform, needs }: Needing): Problem[] =>
  needs
    .filter(name => config.secret(name) === null)
    .map(name => inEnvironment(name, `is not set: platform "${platform}" needs it.`));

/**
 * What one collector is run with: what is not set is left out, and the runner then says so for its targets alone.
 * @param accounts its accounts, whose consent codes may stand in the environment
 */
export const platformSettings = (
  config: Pick<Config, 'platforms' | 'secret'>,
  { platform, needs, options = [] }: Needing,
  accounts: readonly AccountIds[],
): PlatformSettings => {
  const { codes, unofficial: _, ...settings } = config.platforms[platform] ?? { codes: {} };
  const set = (name: string, variableName: string): [string, string][] => {
    const value = config.secret(variableName);
    return value === null ? [] : [[name, value]];
  };
  const known = accounts.flatMap(({ id, externalId }) =>
    externalId === undefined ? [] : [[id, externalId]],
  );
  return {
    ...settings,
    credentials: Object.fromEntries([...needs, ...options].flatMap(name => set(name, name))),
    codes: {
      ...codes,
      ...Object.fromEntries(accounts.flatMap(({ id }) => set(id, codeVariable(id)))),
    },
    ...(known.length > 0 && { accountIds: Object.fromEntries(known) }),
  };
};
