import type { Page } from './contract.ts';
import { CollectorError } from './errors.ts';

/** How a platform calls an account in the list of its items, and what to say where nobody has told. */
type AccountId = {
  readonly platform: string;
  readonly form: RegExp;
  /** What it is and where it is found, in words. */
  readonly what: string;
  /** The environment variable that says it for the only account there is. */
  readonly variable: string;
};

/**
 * What the platform itself calls the account: `external_id` of the catalogue, else a variable.
 * @throws CollectorError of kind `config` where neither says it, or the catalogue says something else.
 */
export const listedAccount = (
  {
    accountId,
    accountExternalId,
    credentials,
  }: Pick<Page, 'accountId' | 'accountExternalId' | 'credentials'>,
  { platform, form, what, variable }: AccountId,
): string => {
  const said = accountExternalId ?? credentials[variable];
  if (said === undefined) {
    throw new CollectorError(
      'config',
      `${platform}: give account "${accountId}" ${what} as external_id in the catalogue, or set ${variable}, to list its items`,
    );
  }
  if (accountExternalId === undefined || form.test(accountExternalId)) return said;
  throw new CollectorError(
    'config',
    `${platform}: the external_id "${accountExternalId}" of account "${accountId}" in the catalogue is not ${what}`,
  );
};
