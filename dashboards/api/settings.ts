import { DAY, HOUR, iso, localDate } from '../../pipeline/days.ts';
import type { Platform } from '../../pipeline/domain/catalogue.ts';
import { definitionsBetween, METRIC_DEFINITIONS } from '../../pipeline/domain/definitions.ts';
import { DEFAULT_HITS } from '../../pipeline/domain/hits.ts';
import { THRESHOLDS } from '../../pipeline/domain/milestones.ts';
import { type DatedRules, type Rules, rulesAt } from '../../pipeline/domain/rules.ts';
import { WARNING_DAYS } from '../../pipeline/jobs/authorisations.ts';
import { DEFAULT_CADENCE } from '../../pipeline/jobs/plan.ts';
import { waitingRules } from '../../pipeline/jobs/rules.ts';
import { readPlatforms } from '../../pipeline/store/catalogue.ts';
import { readDefinitions } from '../../pipeline/store/definitions.ts';
import { readFormulas } from '../../pipeline/store/formulas.ts';
import { readRules } from '../../pipeline/store/rules.ts';
import type { SettingsBody } from './contract.ts';
import { presentBreak, presentDefinition } from './definitions.ts';
import type { ApiDeps } from './deps.ts';
import { presentFormula } from './present.ts';

/** The first day of which anything may be said: rules without a first day have stood since. */
const BEGINNING = '1970-01-01';

/**
 * By what is counted and collected, as it is in force now. Of the environment nothing is read.
 * @throws QueryError, UnavailableError
 */
export const readSettings = async (deps: ApiDeps): Promise<SettingsBody> => {
  const { db, config, desk, version } = deps;
  const { asOf, knownAt } = await deps.now();
  const today = localDate(asOf, config.timeZone ?? 'UTC');
  const [platforms, formulas, history] = await Promise.all([
    readPlatforms(db),
    readFormulas(db, knownAt),
    readRules(db),
  ]);
  const waiting = waitingRules(history, config.rules ?? rulesAt(history, knownAt));
  const { families, ...hits } = config.hits ?? DEFAULT_HITS;
  return {
    version,
    mayChange: desk !== undefined,
    today,
    formulas: formulas.map(presentFormula),
    ...(await definitionsOn(deps, today, platforms)),
    rules: {
      inForce: presentRules(rulesAt(history, knownAt)),
      since: sinceOf(history.findLast(({ recordedAt }) => recordedAt <= knownAt)),
      waiting: waiting && presentRules(waiting),
      history: history.map(dated => ({ since: sinceOf(dated), rules: presentRules(dated.rules) })),
    },
    milestones: [...THRESHOLDS],
    hits: {
      ...hits,
      families: Object.entries(families).flatMap(([family, rule]) =>
        rule ? [{ family: family as keyof typeof families, ...rule }] : [],
      ),
    },
    cadence: config.cadence ?? DEFAULT_CADENCE,
    schedule: scheduleOf(deps),
    authorisationWarningDays: [...WARNING_DAYS],
    keepPayloadsDays: config.keepPayloadsDays ?? null,
  };
};

/** Rules noted at 1970 were there from the beginning. */
const sinceOf = (dated: DatedRules | undefined): string | null =>
  dated && dated.recordedAt > 0 ? iso(dated.recordedAt) : null;

const definitionsOn = async (
  { db, collectors, now }: ApiDeps,
  today: string,
  platforms: readonly Platform[],
): Promise<Pick<SettingsBody, 'definitions' | 'breaks'>> => {
  const used = new Map(platforms.map(platform => [platform.id, platform]));
  const names = new Map(
    [...METRIC_DEFINITIONS.map(({ platform }) => ({ platform, name: null })), ...collectors].map(
      ({ platform: id, name }) => [
        id,
        { id, name: name?.zh ?? id, nameEn: name?.en ?? id, group: 'commercial' as const },
      ],
    ),
  );
  const named = new Map([...names, ...used]);
  const known = await readDefinitions(db, [...named.keys()], (await now()).knownAt);
  const { inForce, breaks } = definitionsBetween(known, BEGINNING, today);
  return {
    definitions: inForce
      .filter(({ to }) => to === today)
      .map(definition => {
        const { platform, platformName, metric, rule, source, strength, validFrom } = presentDefinition(
          definition,
          named,
        );
        const { version, readOn } = definition;
        return {
          ...{ platform, platformName, isUsed: used.has(platform), metric, version, rule },
          ...{ source, strength, validFrom, readOn },
        };
      }),
    breaks: breaks
      .map(change => ({ ...presentBreak(change, named), isUsed: used.has(change.platform) }))
      .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)),
  };
};

const presentRules = ({ windowMs, zeroAgeMs, waver, jump }: Rules): SettingsBody['rules']['inForce'] => ({
  windowDays: windowMs / DAY,
  zeroHours: zeroAgeMs / HOUR,
  waver: { share: waver.shareE4, small: waver.small, smallShare: waver.smallShareE4, tiny: waver.tiny },
  jump: { over: jump.over, factor: jump.factor, youngDays: jump.youngMs / DAY },
});

const scheduleOf = ({ config, schedule }: ApiDeps): SettingsBody['schedule'] => {
  if (!config.schedule || config.timeZone === undefined) return null;
  const { hourly, nightly } = config.schedule;
  return {
    ...{ timeZone: config.timeZone, hourly, nightly, hotLists: config.hotListSchedule ?? '' },
    discovery: config.discoverySchedule ?? null,
    isFollowed: schedule !== undefined,
  };
};
