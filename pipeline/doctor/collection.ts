import type { Collector } from '../../collectors/contract.ts';
import { collectorFor, isEnabled } from '../../collectors/registry.ts';
import { missingCredentials, unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { DAY, localDate } from '../days.ts';
import type { Placement } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { Authorisation } from '../jobs/authorisations.ts';
import { type Check, problem, warning, well } from './check.ts';

type Counted = Pick<Placement, 'platformId' | 'metric'>;
type Known = Pick<Config, 'platforms' | 'secret'>;

/** Can every collector that the catalogue needs be asked? */
export const checkCollectors = (
  collectors: readonly Collector[],
  placements: readonly Counted[],
  config: Known,
): Check[] => {
  const enabled = unofficialPlatforms(config);
  const used = new Map<Collector, number>();
  const held = new Map<Collector, number>();
  const add = (counts: Map<Collector, number>, collector: Collector): void => {
    counts.set(collector, (counts.get(collector) ?? 0) + 1);
  };
  for (const { platformId, metric } of placements) {
    const collector = collectorFor(collectors, platformId, metric, enabled);
    const offered = collector ?? collectorFor(collectors, platformId, metric, new Set([platformId]));
    if (offered !== null) add(collector === null ? held : used, offered);
  }
  const missing = [...used.keys()].flatMap(collector => missingCredentials(config, collector));
  const unset = [...new Map(missing.map(({ field, message }) => [field, message]))];
  const unknown = [...used.keys()].filter(
    ({ platform, baseUrl }) => baseUrl === '' && config.platforms[platform]?.baseUrl === undefined,
  );
  return [
    ...unset.map(([name, message]) =>
      problem('credentials', `${name} ${message}`, `Set ${name} in the environment renci is started with.`),
    ),
    ...(used.size > 0 && unset.length === 0
      ? [well('credentials', `Every credential of the ${used.size} collectors in use is set.`)]
      : []),
    ...unknown.map(({ platform, name }) =>
      problem(
        'collectors',
        `Only the operator of ${name.en} knows its address, and none is set.`,
        `Set platforms.${platform}.base_url in renci.yaml.`,
      ),
    ),
    ...[...held].map(([{ platform, name, id }, count]) =>
      warning(
        'collectors',
        `${name.en}: ${count} placements are not collected, because "${id}" is unofficial and off.`,
        `Set platforms.${platform}.unofficial to true in renci.yaml, or bring the figures by a partner's sheet.`,
      ),
    ),
  ];
};

/** The accounts whose authorisation needs a person, now or soon. */
export const checkAuthorisations = (
  calendar: readonly Authorisation[],
  now: Instant,
  zone: string,
): Check[] => {
  const checks = calendar.flatMap(account => checkAuthorisation(account, now, zone));
  if (checks.length > 0 || calendar.length === 0) return checks;
  return [
    well(
      'authorisation',
      calendar.length === 1 ? '1 account is authorised.' : `${calendar.length} accounts are authorised.`,
    ),
  ];
};

const checkAuthorisation = (
  { platform, account, accountName, state, consentBy, warning: due, renewalsLeft }: Authorisation,
  now: Instant,
  zone: string,
): Check[] => {
  const who = `${platform}: account "${accountName}"`;
  const fix = `Let its owner consent on the platform, and set platforms.${platform}.codes.${account} in renci.yaml.`;
  if (state === 'never') return [problem('authorisation', `${who} was never authorised.`, fix)];
  if (state === 'ended') {
    const since = consentBy === null ? '' : ` on ${localDate(consentBy, zone)}`;
    return [problem('authorisation', `${who} lost its authorisation${since}.`, fix)];
  }
  if (state === 'waiting') {
    return [well('authorisation', `${who} has a new consent code, which the next collection uses.`)];
  }
  if (due === null || consentBy === null) return [];
  const days = Math.max(1, Math.ceil((consentBy - now) / DAY));
  const left = `${who} is authorised until ${localDate(consentBy, zone)}: ${days} ${days === 1 ? 'day' : 'days'} left`;
  const isLate = renewalsLeft !== 0;
  return [
    isLate
      ? warning(
          'authorisation',
          `${left}, and it should have been renewed by itself.`,
          `Look for its failure in the log. ${fix}`,
        )
      : warning('authorisation', `${left}, and no renewal.`, fix),
  ];
};

/** How many collectors there are, and how many are off. */
export const countCollectors = (collectors: readonly Collector[], config: Known): Check => {
  const enabled = unofficialPlatforms(config);
  const off = collectors.filter(collector => !isEnabled(collector, enabled)).length;
  return well(
    'collectors',
    `${collectors.length} collectors are there${off > 0 ? `, ${off} of them unofficial and off` : ''}.`,
  );
};
