import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Credentials } from '../collectors/contract.ts';
import {
  type ClickHouseSettings,
  clickhouseOf,
  type Env,
  type LogLevel,
  readLogLevel,
  readServer,
  variable,
} from './config/environment.ts';
import { hitsFrom } from './config/hits.ts';
import { rulesFrom } from './config/rules.ts';
import { configSchema } from './config/schema.ts';
import type { HitRules } from './domain/hits.ts';
import type { MatchRules } from './domain/match.ts';
import type { Rules } from './domain/rules.ts';
import { ConfigError, refusal } from './problems.ts';
import { readYaml, validate } from './yaml-file.ts';

export type Config = {
  /** The file it came from, absolute. */
  readonly file: string;
  /** Folder of the database, the spool and the tokens, absolute. */
  readonly data: string;
  /** Catalogue files, absolute. */
  readonly catalogues: readonly string[];
  /** Zone of the schedule. */
  readonly timeZone: string;
  readonly clickhouse: ClickHouseSettings;
  readonly dashboard: { readonly host: string; readonly port: number };
  /** Cron expressions. */
  readonly schedule: { readonly hourly: string; readonly nightly: string };
  /** How often a placement is read by its age: hourly, then daily, then weekly. */
  readonly cadence: { readonly hourlyForHours: number; readonly dailyForDays: number };
  /** The numbers in the rules of verdicts. Others than those in force wait for `renci recount`. */
  readonly rules: Rules;
  /** What is called a hit (爆款). */
  readonly hits: HitRules;
  /** Settings of the platforms named in the file, by platform id; credentials come by {@link platformSettings}. */
  readonly platforms: Readonly<
    Record<
      string,
      {
        readonly baseUrl?: string;
        readonly batchSize?: number;
        readonly codes: Credentials;
        /** Set where its collectors that are off by default may be used. */
        readonly unofficial?: true;
      }
    >
  >;
  /** What a campaign's items and topics are recognised by, by campaign id. */
  readonly campaigns: Readonly<Record<string, MatchRules>>;
  /** Cron expression: when hot lists are looked at. */
  readonly hotListSchedule: string;
  /** When our accounts are looked at for new items; left out: only when somebody asks. */
  readonly discoverySchedule?: string;
  /** Hot lists named in the file, by id: the others are read as their own default says. */
  readonly hotLists: Readonly<Record<string, { readonly enabled: boolean; readonly baseUrl?: string }>>;
  /** Watched folder for partners' sheets, absolute; null where there is none. */
  readonly importFolder: string | null;
  /** How long what platforms said is kept, in days; null for ever. What a publication names always is. */
  readonly keepPayloadsDays: number | null;
  /** Null where RENCI_LOG_LEVEL is not set: each command has its own default. */
  readonly logLevel: LogLevel | null;
  /** A credential by the name of its environment variable; null where it is not set. Not printable on purpose. */
  secret(name: string): string | null;
};

/**
 * Reads `renci.yaml` and the environment, which stands over the file: RENCI_CLICKHOUSE_URL, _USER and _PASSWORD,
 * RENCI_DATA, RENCI_LOG_LEVEL, consent codes RENCI_CODE_<ACCOUNT>. Paths in the file are relative to the file.
 * `knownPlatforms`, where given, is what `platforms:` may name.
 * @throws ConfigError with every mistake of both, by place.
 */
export const loadConfig = (file: string, env: Env, knownPlatforms?: readonly string[]): Config => {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new ConfigError(
      `There is no configuration at ${path}. ` +
        'Run `renci init` to write one to fill in, or `renci demo` to see the system at work without one.',
    );
  }
  const yaml = readYaml(path);
  const { value, problems } = validate(yaml, configSchema(knownPlatforms ?? null));
  const { level, problems: logProblems } = readLogLevel(env);
  const { server, problems: serverProblems } = readServer(env);
  const all = [...problems, ...logProblems, ...serverProblems];
  if (value === null || all.length > 0) throw refusal(path, all);
  const from = (relative: string): string => resolve(dirname(path), relative);
  const data = variable(env, 'RENCI_DATA');
  return {
    file: path,
    data: data === null ? from(value.data) : resolve(data),
    catalogues: value.catalogue.map(from),
    timeZone: value.time_zone,
    clickhouse: clickhouseOf(value.clickhouse, server, env),
    dashboard: value.dashboard,
    schedule: {
      hourly: value.schedule.hourly,
      nightly: value.schedule.nightly,
    },
    cadence: { hourlyForHours: value.cadence.hourly_for_hours, dailyForDays: value.cadence.daily_for_days },
    rules: rulesFrom(value.rules),
    hits: hitsFrom(value.hits),
    platforms: Object.fromEntries(
      Object.entries(value.platforms).map(([id, { base_url, batch_size, codes, unofficial }]) => [
        id,
        {
          codes,
          ...(base_url === undefined ? {} : { baseUrl: base_url }),
          ...(batch_size === undefined ? {} : { batchSize: batch_size }),
          ...(unofficial && { unofficial }),
        },
      ]),
    ),
    campaigns: Object.fromEntries(
      Object.entries(value.campaigns).map(([id, { broadcast_hours, ...rules }]) => [
        id,
        { ...rules, broadcastHours: broadcast_hours },
      ]),
    ),
    hotListSchedule: value.schedule.hot_lists,
    ...(value.schedule.discovery !== undefined && { discoverySchedule: value.schedule.discovery }),
    hotLists: Object.fromEntries(
      Object.entries(value.hot_lists).map(([id, { enabled, base_url }]) => [
        id,
        { enabled, ...(base_url === undefined ? {} : { baseUrl: base_url }) },
      ]),
    ),
    importFolder: value.import_folder === undefined ? null : from(value.import_folder),
    keepPayloadsDays: value.keep_payloads_days || null,
    logLevel: level,
    secret: name => variable(env, name),
  };
};
