import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EngineConfig, filesOf, KEEPER, STARTUP_QUERY, writeEngineConfig } from './engine-config.ts';
import { EmbeddedError } from './errors.ts';

/** How an engine process ended, and the last it said. */
export type EngineExit = {
  readonly pid: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastWords: string;
};

/** One running engine process. */
export type Engine = {
  readonly pid: number;
  readonly exited: Promise<EngineExit>;
  /** Ends its query and waits for it to go; kills it when it does not. */
  stop(): Promise<void>;
};

/** The address in use was chosen by us a moment ago: another choice may do. */
export class PortTaken extends EmbeddedError {}

const READY_MS = 60_000;
const POLL_MS = 20;
const ASK_MS = 2_000;
/** Idle connections of others hold an ending engine up for five seconds; its data is safe without that wait. */
const STOP_MS = 1_000;
const TAIL_BYTES = 4_096;

/** The engine needs little of our environment, and must not hold the platforms' credentials. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'CHDB_LIBCHDB_PATH', 'CHDB_LIBCHDB_DIR'];

/**
 * Starts an engine process and waits until it answers its application user.
 * @throws EmbeddedError when it does not come up: folder in use, port busy, or its own last words.
 */
export const launchEngine = async (config: EngineConfig): Promise<Engine> => {
  const child = fork(
    join(import.meta.dirname, 'engine-process.ts'),
    [
      `--path=${filesOf(config.dir).data}`,
      `--config-file=${writeEngineConfig(config)}`,
      '--log-level=warning',
      `--query=${STARTUP_QUERY}`,
    ],
    {
      cwd: config.dir,
      // Its own group: Ctrl-C at a terminal goes to the supervisor alone, which stops the engine last.
      detached: true,
      execArgv: [],
      env: { TZ: 'UTC', ...Object.fromEntries(PASSED_ON.flatMap(key => entryOf(key))) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  const exited = exitOf(child, filesOf(config.dir).log);
  const answered = await Promise.race([exited, isReady(config, child)]);
  if (answered === true) return { pid: pidOf(child), exited, stop: () => stopEngine(config, child, exited) };
  if (answered === false) {
    child.kill('SIGKILL');
    throw new EmbeddedError(
      `The embedded ClickHouse in ${config.dir} did not answer within ${READY_MS / 1000} s. ${(await exited).lastWords}`,
    );
  }
  throw refusal(config, answered);
};

const entryOf = (key: string): [string, string][] => {
  const value = process.env[key];
  return value === undefined ? [] : [[key, value]];
};

const pidOf = (child: ChildProcess): number => child.pid ?? 0;

const exitOf = (child: ChildProcess, logFile: string): Promise<EngineExit> => {
  const logged = sizeOf(logFile);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-TAIL_BYTES);
  });
  return new Promise(resolve => {
    const end = (code: number | null, signal: NodeJS.Signals | null, words: string) =>
      resolve({ pid: pidOf(child), code, signal, lastWords: words });
    child.once('error', error => end(null, null, error.message));
    child.once('close', (code, signal) =>
      end(code, signal, lastWords(said) || lastWords(tailOf(logFile, logged))),
    );
  });
};

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size;
  } catch {
    // No log yet: everything in it will be new.
    return 0;
  }
};

/** The end of what the engine has logged since `from`. */
const tailOf = (file: string, from: number): string => {
  const size = sizeOf(file);
  const start = Math.max(size - TAIL_BYTES, size < from ? 0 : from);
  if (size <= start) return '';
  const buffer = Buffer.alloc(size - start);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, buffer, 0, buffer.length, start);
  } finally {
    closeSync(handle);
  }
  return buffer.toString('utf8');
};

/** The lines that say something: no stack frames, no complaints of the signal handler about its own log. */
const lastWords = (text: string): string =>
  text
    .split('\n')
    .map(line => line.replace(/,? ?Stack trace.*$/, '').trim())
    .filter(
      line => line !== '' && !/^\d+\. |^Logging \w+ to |SignalHandlers\.cpp|cannot lock mutex/.test(line),
    )
    .slice(-5)
    .join(' ');

const isReady = async (config: EngineConfig, child: ChildProcess): Promise<boolean> => {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await ask(config, 'SELECT 1').catch(() => false)) return true;
    await pause(POLL_MS);
  }
  return false;
};

/** Asks as the application user, whose password only this folder's engine knows. Keeps no connection open. */
const ask = ({ httpPort, credentials }: EngineConfig, query: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const headers = { 'X-ClickHouse-User': credentials.username, 'X-ClickHouse-Key': credentials.password };
    request({ host: '127.0.0.1', port: httpPort, method: 'POST', headers, agent: false, timeout: ASK_MS })
      .once('response', answer => {
        answer.resume().once('close', () => resolve(answer.statusCode === 200));
      })
      .once('timeout', function (this: ClientRequest) {
        this.destroy(new Error('timeout'));
      })
      .once('error', reject)
      .end(query);
  });

const stopEngine = async (
  config: EngineConfig,
  child: ChildProcess,
  exited: Promise<EngineExit>,
): Promise<void> => {
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const impatience = new AbortController();
  if (isRunning()) {
    const kill = `KILL QUERY WHERE query LIKE '${KEEPER.slice(0, KEEPER.indexOf('('))}%' AND user = '' ASYNC`;
    const isAsked = await ask(config, kill).catch(() => false);
    const wait = isAsked
      ? pause(STOP_MS, undefined, { signal: impatience.signal }).catch(() => {})
      : Promise.resolve();
    await Promise.race([exited, wait]);
    impatience.abort();
  }
  if (isRunning()) child.kill('SIGKILL');
  await exited;
};

const refusal = (config: EngineConfig, exit: EngineExit): EmbeddedError => {
  if (/Cannot lock file/.test(exit.lastWords)) {
    return new EmbeddedError(
      `The database folder ${config.dir} is in use by another process${ownerOf(config.dir)}. Stop it first, or choose another folder.`,
    );
  }
  if (/Address already in use/.test(exit.lastWords)) {
    const port =
      /Listen \[[^\]]*\]:(\d+)/.exec(exit.lastWords)?.[1] ?? `${config.httpPort} or ${config.tcpPort}`;
    return new PortTaken(portBusy(port));
  }
  return new EmbeddedError(
    `The embedded ClickHouse in ${config.dir} did not start: ${exit.lastWords || `it ended with ${exit.signal ?? `code ${exit.code}`}`}`,
  );
};

export const portBusy = (port: number | string): string =>
  `The port ${port} is in use, so the embedded ClickHouse cannot listen on it. Stop what listens there, or choose another port.`;

/** The engine writes its process id beside its data. */
const ownerOf = (dir: string): string => {
  try {
    const pid = /^PID: (\d+)$/m.exec(readFileSync(join(filesOf(dir).data, 'status'), 'utf8'))?.[1];
    return pid ? ` (its engine is process ${pid})` : '';
  } catch {
    // Gone since: the message does without it.
    return '';
  }
};
