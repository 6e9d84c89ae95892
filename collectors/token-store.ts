import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readIfPresent, writeAtomic } from './atomic-file.ts';
import type { Token } from './contract.ts';
import { CollectorError } from './errors.ts';
import { withFileLock } from './file-lock.ts';

const StoredToken = z.object({
  accessToken: z.string().min(1),
  openId: z.string(),
  expiresAt: z.int(),
  refreshToken: z.string().nullable(),
  refreshExpiresAt: z.int().nullable(),
  renewals: z.int().nonnegative(),
}) satisfies z.ZodType<Token>;

/** `codeHash` tells a consent code that was spent from a new one, without keeping the code. */
const Entry = z.object({ token: StoredToken, codeHash: z.string() });
const Store = z.record(z.string(), Entry);

export type TokenEntry = z.infer<typeof Entry>;

/** Every account's token in one file, readable by its owner alone. */
export type TokenStore = {
  /** @throws CollectorError of kind `config` when the file is not one of ours. */
  read(key: string): TokenEntry | null;
  /** Every account's, by key. @throws as `read` does */
  all(): Readonly<Record<string, TokenEntry>>;
  /** On disk when it returns. */
  write(key: string, entry: TokenEntry): Promise<void>;
};

export const createTokenStore = (file: string): TokenStore => ({
  read: key => readStore(file)[key] ?? null,
  all: () => readStore(file),
  write: (key, entry) =>
    withFileLock(file, () =>
      writeAtomic(file, JSON.stringify({ ...readStore(file), [key]: entry }, null, 2), { durable: true }),
    ),
});

export const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

const readStore = (file: string): Record<string, TokenEntry> => {
  const text = readIfPresent(file);
  if (text === null) return {};
  try {
    return Store.parse(JSON.parse(text));
  } catch (error) {
    throw new CollectorError(
      'config',
      `${file} should hold the accounts' tokens but cannot be read. Restore it from a backup, or remove it and ` +
        'authorise the accounts again.',
      { cause: error },
    );
  }
};
