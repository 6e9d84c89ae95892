import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedError } from './errors.ts';
import { isAlive } from './processes.ts';

/** The engine's own session runs exactly this. Its last statement never ends: while it runs, the server listens. */
export const KEEPER = 'SELECT sleepEachRow(0.2) FROM system.numbers FORMAT Null SETTINGS max_block_size = 1';
export const STARTUP_QUERY = `SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; ${KEEPER}`;

const account = z.object({ username: z.string(), password: z.string() });
const credentialsSchema = account.extend({ analyst: account });

/** The application's account and the read-only analyst's, each with a generated password. */
export type Credentials = z.infer<typeof credentialsSchema>;

const newAccount = (username: string) => ({ username, password: randomBytes(24).toString('base64url') });

/** The accounts of a data folder; made on first use and kept in `credentials.json`, readable by its owner alone. */
export const credentialsOf = (dir: string): Credentials => {
  const file = join(dir, 'credentials.json');
  try {
    return credentialsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new EmbeddedError(
        `${file} cannot be read; delete it and new passwords are made at the next start.`,
        {
          cause: error,
        },
      );
  }
  const made: Credentials = { ...newAccount('renci'), analyst: newAccount('analyst') };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  return made;
};

export type EngineConfig = {
  readonly dir: string;
  readonly httpPort: number;
  readonly tcpPort: number;
  readonly credentials: Credentials;
  /** Databases an analyst may read; a trailing `*` stands for every name that starts so. */
  readonly readable: readonly string[];
  /** More of the server's own XML configuration, such as `<remote_servers>` of a cluster. */
  readonly xml: string;
};

/** Where a data folder keeps what. The files of a starting engine bear its supervisor's id until it has the folder. */
export const filesOf = (dir: string) => ({
  data: join(dir, 'data'),
  backups: join(dir, 'backups'),
  log: join(dir, 'engine.log'),
  config: join(dir, `config.${process.pid}.xml`),
  users: join(dir, `users.${process.pid}.xml`),
});

/** Writes the configuration of the next engine process (readable by its owner alone) and returns its path. */
export const writeEngineConfig = (config: EngineConfig): string => {
  const files = filesOf(config.dir);
  writeFileSync(files.users, usersXml(config), { mode: 0o600 });
  writeFileSync(files.config, serverXml(config), { mode: 0o600 });
  return files.config;
};

/** Removes the configuration of this process, and what killed ones left. */
export const removeEngineConfig = (dir: string): void => {
  for (const file of readdirSync(dir)) {
    const pid = /^(?:config|users)\.(\d+)\.xml$/.exec(file)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)))) rmSync(join(dir, file));
  }
};

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const serverXml = ({ dir, httpPort, tcpPort, xml }: EngineConfig): string => {
  const files = filesOf(dir);
  return `<clickhouse>
  <logger>
    <log>${escapeXml(files.log)}</log>
    <size>5M</size>
    <count>2</count>
  </logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${httpPort}</http_port>
  <tcp_port>${tcpPort}</tcp_port>
  <timezone>UTC</timezone>
  <users_config>${escapeXml(files.users)}</users_config>
  <backups><allowed_path>${escapeXml(files.backups)}/</allowed_path></backups>
  <keep_alive_timeout>30</keep_alive_timeout>
  <access_control_improvements>
    <select_from_system_db_requires_grant>true</select_from_system_db_requires_grant>
    <select_from_information_schema_requires_grant>true</select_from_information_schema_requires_grant>
    <users_without_row_policies_can_read_rows>true</users_without_row_policies_can_read_rows>
  </access_control_improvements>
  ${xml}
</clickhouse>
`;
};

/**
 * What the application does and no more: it never reads files, URLs or other databases through the server. REMOTE is
 * what a Distributed table needs.
 */
const APPLICATION_GRANTS = [
  'GRANT SHOW, SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, BACKUP, KILL QUERY, dictGet ON *.*',
  'GRANT SYSTEM MERGES, SYSTEM FLUSH, SYSTEM SYNC REPLICA, SYSTEM VIEWS, SYSTEM RELOAD DICTIONARY ON *.*',
  'GRANT TABLE ENGINE ON *',
  'GRANT REMOTE, CLUSTER ON *.*',
];

const grants = (queries: readonly string[]): string =>
  queries.map(query => `<query>${escapeXml(query)}</query>`).join('');

const quoteName = (name: string): string =>
  name.endsWith('*') ? name : `\`${name.replace(/[\\`]/g, character => `\\${character}`)}\``;

/**
 * The engine's own session is the user `default` without a password, and anybody on this machine could be that user:
 * so it may do only the three statements of {@link STARTUP_QUERY}, from this machine, and a quota of as many
 * statements is spent by the time the ports answer. The analyst's limits have a lower end too, because a limit of 0
 * means no limit.
 */
const usersXml = ({ credentials, readable }: EngineConfig): string => `<clickhouse>
  <profiles>
    <default>
      <http_max_field_value_size>134217728</http_max_field_value_size>
    </default>
    <analyst>
      <readonly>2</readonly>
      <max_execution_time>30</max_execution_time>
      <max_memory_usage>2000000000</max_memory_usage>
      <max_concurrent_queries_for_user>16</max_concurrent_queries_for_user>
      <constraints>
        <max_execution_time><min>1</min><max>120</max></max_execution_time>
        <timeout_overflow_mode><readonly/></timeout_overflow_mode>
        <max_memory_usage><min>1</min><max>4000000000</max></max_memory_usage>
        <max_concurrent_queries_for_user><readonly/></max_concurrent_queries_for_user>
      </constraints>
    </analyst>
  </profiles>
  <quotas>
    <default/>
    <startup><interval><duration>2000000000</duration><queries>3</queries></interval></startup>
  </quotas>
  <users>
    <default>
      <no_password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>startup</quota>
      <grants>${grants(['GRANT SYSTEM LISTEN ON *.*', 'GRANT SELECT ON system.numbers'])}</grants>
    </default>
    ${userXml(credentials, 'default', APPLICATION_GRANTS)}
    ${userXml(
      credentials.analyst,
      'analyst',
      readable.map(name => `GRANT SELECT, dictGet ON ${quoteName(name)}.*`),
    )}
  </users>
</clickhouse>
`;

const userXml = (
  { username, password }: Credentials['analyst'],
  profile: string,
  queries: readonly string[],
): string => `<${username}>
      <password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>${profile}</profile>
      <quota>default</quota>
      <grants>${grants(queries)}</grants>
    </${username}>`;
