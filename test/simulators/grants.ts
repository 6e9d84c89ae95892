import type { Instant } from '../../pipeline/domain/reading.ts';
import { beijingDay } from './beijing.ts';
import { hex } from './random.ts';

/** What a platform knows of a token it gave out. */
type Grant = { readonly account: string; readonly expiresAt: Instant };

/** Tokens of one kind. They follow from their order alone, so that a replay gives the same ones. */
export class Grants {
  readonly #prefix: string;
  readonly #given = new Map<string, Grant>();
  #issued = 0;
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  issue(account: string, expiresAt: Instant): string {
    const token = `${this.#prefix}${hex(`${this.#prefix}/${account}/${this.#issued}`, 32)}`;
    this.#issued += 1;
    this.#given.set(token, { account, expiresAt });
    return token;
  }

  find(token: string | null): Grant | null {
    return (token === null ? null : this.#given.get(token)) ?? null;
  }

  revoke(token: string): void {
    this.#given.delete(token);
  }
}

/** Consent codes: each account's person has consented once, each code works once. */
export class Codes {
  readonly #accounts: Map<string, string>;
  constructor(accounts: readonly string[]) {
    this.#accounts = new Map(accounts.map(account => [consentCode(account), account]));
  }

  /** The account of a code, and the code is spent; null for an unknown or spent code. */
  spend(code: string | null): string | null {
    const account = code === null ? undefined : this.#accounts.get(code);
    if (code === null || account === undefined) return null;
    this.#accounts.delete(code);
    return account;
  }
}

export const consentCode = (account: string): string => `code-${hex(`consent/${account}`, 16)}`;

/** Calls by key and Beijing day. */
export class DailyQuota {
  readonly #limit: number;
  #day = '';
  readonly #used = new Map<string, number>();
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a call; false when the day's quota was already spent. */
  spend(key: string, now: Instant): boolean {
    const day = beijingDay(now);
    if (day !== this.#day) {
      this.#day = day;
      this.#used.clear();
    }
    const used = this.#used.get(key) ?? 0;
    if (used >= this.#limit) return false;
    this.#used.set(key, used + 1);
    return true;
  }
}
