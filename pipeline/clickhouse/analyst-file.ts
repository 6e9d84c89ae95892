import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineConfig } from './engine-config.ts';

const analystSchema = z.object({
  /** Address for clients that speak HTTP (browser, BI tools, drivers). */
  http: z.string(),
  httpPort: z.int(),
  /** Port of the native protocol (clickhouse client), on this machine. */
  nativePort: z.int(),
  username: z.string(),
  password: z.string(),
});

const fileOf = (dir: string): string => join(dir, 'analyst.json');

/**
 * Writes into the data folder how an analyst reaches the running server, readable by the folder's owner alone. It stays
 * when the server ends, so that the next start asks for the same ports and a client's saved connection goes on working.
 */
export const writeAnalystFile = ({ dir, httpPort, tcpPort, credentials }: EngineConfig): void => {
  const { username, password } = credentials.analyst;
  const connection: z.infer<typeof analystSchema> = {
    http: `http://127.0.0.1:${httpPort}`,
    httpPort,
    nativePort: tcpPort,
    username,
    password,
  };
  writeFileSync(fileOf(dir), `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
};

/** The ports of the last start; none before the first, or when the file cannot be understood. */
export const lastPorts = (dir: string): { readonly httpPort?: number; readonly tcpPort?: number } => {
  try {
    const { httpPort, nativePort } = analystSchema.parse(JSON.parse(readFileSync(fileOf(dir), 'utf8')));
    return { httpPort, tcpPort: nativePort };
  } catch {
    // A convenience only: any free port does.
    return {};
  }
};
