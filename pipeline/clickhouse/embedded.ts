import { accessSync, constants, mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { resolve } from 'node:path';
import { arch, platform } from 'node:process';
import { tryResolveLibchdb } from 'chdb/libchdb';
import type { Logger } from '../log.ts';
import { lastPorts, writeAnalystFile } from './analyst-file.ts';
import { type Engine, type EngineExit, launchEngine, PortTaken, portBusy } from './engine.ts';
import {
  type Credentials,
  credentialsOf,
  type EngineConfig,
  filesOf,
  removeEngineConfig,
} from './engine-config.ts';
import { EmbeddedError } from './errors.ts';

export type EmbeddedOptions = {
  /** Folder of the database, its passwords, backups and log. Made when it is missing. */
  readonly dir: string;
  /** Chosen free when not given. */
  readonly httpPort?: number;
  readonly tcpPort?: number;
  readonly log: Logger;
  /** Databases the analyst may read; a trailing `*` stands for every name that starts so. Default: `renci`. */
  readonly readable?: readonly string[];
  /** More of the server's own XML configuration, such as `<remote_servers>` and `<macros>` of a cluster. */
  readonly xml?: string;
};

/** A ClickHouse server of our own, on this machine alone. Passes to `createDatabaseClient` as it is. */
export type EmbeddedServer = Credentials &
  AsyncDisposable & {
    readonly url: string;
    readonly httpPort: number;
    readonly tcpPort: number;
    /** The engine's process now; changes when it had to be restarted, 0 while it is away. */
    readonly pid: number;
    /** Called when the engine ended though nobody stopped it; it is restarted on the same ports. */
    onExit(listener: (exit: EngineExit) => void): void;
    /** Ends the engine and waits until it is gone. May be called more than once. */
    stop(): Promise<void>;
  };

/** Pauses before a restart. An engine that stayed up for a minute starts the list anew. */
const BACKOFF_MS = [100, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
const STABLE_MS = 60_000;
const PORT_CHOICES = 5;

/**
 * Starts the ClickHouse engine of the package chdb as a child process and keeps it running until `stop`. It ends with
 * this process however that ends. Only this machine reaches it, with the passwords kept in the folder.
 * @throws EmbeddedError: folder in use or not writable, port busy, no engine for this platform, engine does not start.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedServer> => {
  const dir = resolve(options.dir);
  requireEngine();
  prepareFolder(dir);
  const credentials = credentialsOf(dir);
  const { config, engine } = await launchOnFreePorts(options, { dir, credentials });
  return supervise(config, engine, options.log);
};

const requireEngine = (): void => {
  if (tryResolveLibchdb()) return;
  throw new EmbeddedError(
    `There is no embedded ClickHouse for ${platform} ${arch} here: it exists for Linux (x64, arm64; glibc) and macOS, installed by npm ci. Set RENCI_CLICKHOUSE_URL to use a ClickHouse server instead.`,
  );
};

const prepareFolder = (dir: string): void => {
  try {
    mkdirSync(filesOf(dir).data, { recursive: true, mode: 0o700 });
    mkdirSync(filesOf(dir).backups, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EmbeddedError(
      `The database folder ${dir} cannot be written (${(error as Error).message}). Give this user the right, or choose another folder.`,
      { cause: error },
    );
  }
};

const launchOnFreePorts = async (
  { httpPort, tcpPort, readable = ['renci'], xml = '' }: EmbeddedOptions,
  place: Pick<EngineConfig, 'dir' | 'credentials'>,
): Promise<{ config: EngineConfig; engine: Engine }> => {
  for (let choice = 1; ; choice++) {
    const last = choice === 1 ? lastPorts(place.dir) : {};
    const [freeHttp, freeTcp] = await Promise.all([
      freePort(httpPort, last.httpPort),
      freePort(tcpPort, last.tcpPort),
    ]);
    const config = { ...place, httpPort: freeHttp, tcpPort: freeTcp, readable, xml };
    try {
      const engine = await launchEngine(config);
      writeAnalystFile(config);
      return { config, engine };
    } catch (error) {
      const mayChooseAgain = httpPort === undefined || tcpPort === undefined;
      if (error instanceof PortTaken && mayChooseAgain && choice < PORT_CHOICES) continue;
      removeEngineConfig(place.dir);
      throw error;
    }
  }
};

/** A port that is free now: the wanted one; where none is wanted the one liked, if it is free, or any. */
const freePort = (wanted: number | undefined, liked: number | undefined): Promise<number> =>
  wanted === undefined && liked !== undefined
    ? probePort(liked).catch(() => probePort(undefined))
    : probePort(wanted);

const probePort = (wanted: number | undefined): Promise<number> =>
  new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new EmbeddedError(error.code === 'EADDRINUSE' ? portBusy(wanted ?? 0) : error.message, {
          cause: error,
        }),
      ),
    );
    probe.listen(wanted ?? 0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolvePort(port));
    });
  });

const supervise = (config: EngineConfig, first: Engine, log: Logger): EmbeddedServer => {
  const listeners: ((exit: EngineExit) => void)[] = [];
  const stopping = new AbortController();
  let engine: Engine | null = first;
  let restart: Promise<void> = Promise.resolve();

  const watch = (running: Engine, failures: number): void => {
    const startedAt = performance.now();
    running.exited.then(exit => {
      if (stopping.signal.aborted) return;
      engine = null;
      log.error({ exit }, 'the embedded ClickHouse ended unexpectedly: restarting it');
      for (const listener of listeners) listener(exit);
      restart = revive(performance.now() - startedAt > STABLE_MS ? 0 : failures);
    });
  };

  const revive = async (failures: number): Promise<void> => {
    await patience(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0, stopping.signal);
    if (stopping.signal.aborted) return;
    try {
      engine = await launchEngine(config);
      log.info({ pid: engine.pid }, 'the embedded ClickHouse is back');
      watch(engine, failures + 1);
    } catch (error) {
      log.error({ err: error }, 'the embedded ClickHouse did not come back: trying again');
      await revive(failures + 1);
    }
  };

  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      stopping.abort();
      await restart;
      await engine?.stop();
      engine = null;
      removeEngineConfig(config.dir);
    })();
    return stopped;
  };

  watch(first, 0);
  return {
    ...config.credentials,
    url: `http://127.0.0.1:${config.httpPort}`,
    httpPort: config.httpPort,
    tcpPort: config.tcpPort,
    get pid() {
      return engine?.pid ?? 0;
    },
    onExit: listener => void listeners.push(listener),
    stop,
    [Symbol.asyncDispose]: stop,
  };
};

/** Waits, or until the signal. */
const patience = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(done => {
    if (signal.aborted) return done();
    const timer = setTimeout(done, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
