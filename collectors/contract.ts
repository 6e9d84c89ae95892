import type { z } from 'zod';
import type { Metric } from '../pipeline/domain/metrics.ts';
import type { Instant, Source, WorkKind } from '../pipeline/domain/reading.ts';
import type { Capabilities, Display } from './capabilities.ts';
import type { Marks } from './counts.ts';
import type { ErrorKind } from './errors.ts';

export type { Capabilities, Display } from './capabilities.ts';

/** One placement to read now. `externalId` is the platform's own item id, always text. */
export type Target = {
  readonly placementId: number;
  readonly platform: string;
  readonly accountId: string;
  readonly externalId: string;
  readonly kind: WorkKind;
  /** The placement's counting metric: the one its totals are made of. */
  readonly metric: Metric;
  readonly publishedAt: Instant | null;
  /** How often the schedule asks for this placement at its present age, in seconds. */
  readonly intervalS: number;
};

/** A number in full, or the text the platform shows in its place ("1.2万"). */
export type Value = number | string;

/**
 * How one target ended. Absent is not zero, not now, not a guess: only `read` carries values, and a metric that
 * the platform did not state is left out of `values`.
 */
export type Outcome =
  | {
      readonly externalId: string;
      readonly status: 'read';
      readonly values: Readonly<Partial<Record<Metric, Value>>>;
      readonly publishedAt?: Instant;
    }
  | { readonly externalId: string; readonly status: 'absent' | 'hidden' | 'removed'; readonly reason: string }
  | {
      readonly externalId: string;
      readonly status: 'failed';
      readonly kind: ErrorKind;
      readonly reason: string;
      /** What could not be read, for whoever looks at the reject. */
      readonly evidence?: string;
    };

export type RequestSpec = {
  readonly method?: 'GET' | 'POST';
  /** Joined to the platform's base URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** The charset of the answer, where the server says none or a wrong one. */
  readonly charset?: string;
};

export type Credentials = Readonly<Record<string, string>>;

/** An account's authorisation, kept in the token store. Instants are ms UTC. */
export type Token = {
  readonly accessToken: string;
  readonly openId: string;
  readonly expiresAt: Instant;
  readonly refreshToken: string | null;
  readonly refreshExpiresAt: Instant | null;
  /** How often the refresh token itself was renewed (Douyin: five times at most). */
  readonly renewals: number;
};

/** How an account is authorised. Pure: builds requests and reads answers; the token keeper does the I/O. */
export type Auth = {
  /** The code is the account's own key, no consent: it may be exchanged whenever a token has ended. */
  readonly reusableCode?: true;
  /** The first token, from the code a person's consent returned. */
  exchange(code: string, credentials: Credentials): RequestSpec;
  /** A new access token; null where the platform cannot refresh and a person must consent again. */
  refresh(token: Token, credentials: Credentials): RequestSpec | null;
  /** The platform's answer to either request. Throws CollectorError of kind `auth`, `config` or `shape`. */
  read(body: unknown, now: Instant, previous: Token | null): Token;
  /** Where the refresh token itself can be given a longer life. Its request is null once it may not be any more. */
  readonly renewal?: {
    request(token: Token, credentials: Credentials): RequestSpec | null;
    read(body: unknown, now: Instant, previous: Token): Token;
  };
};

/** Everything a request is made of. */
export type Page = {
  readonly targets: readonly Target[];
  readonly accountId: string;
  /** What the platform itself calls the account, where the catalogue says it. */
  readonly accountExternalId?: string;
  readonly credentials: Credentials;
  readonly token: Token | null;
  /** Null on the first page; then what `nextCursor` returned. */
  readonly cursor: string | null;
  readonly now: Instant;
};

/** What a signature is made with; `nonce` serves one single request, and `now` is the instant at which it is sent. */
export type Stamp = Pick<Page, 'credentials' | 'token' | 'now'> & { readonly nonce: string };

/** What a platform's error answer means, whatever its HTTP status. */
export type Refusal = {
  readonly kind: ErrorKind;
  readonly message: string;
  /**
   * Whether asking again in a moment may help; `http.ts` then does. What the platform says here wins over the status;
   * where it is left out, 429 and 5xx are asked again.
   */
  readonly transient?: boolean;
};

/**
 * One surface of one platform. It declares; the runner does the I/O. `request`, `sign`, `refusal`, `read` and
 * `nextCursor` are pure: no clock, environment, network or log.
 */
export type Collector<Body = unknown> = {
  /** Equals the file name. */
  readonly id: string;
  readonly platform: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly source: Source;
  readonly official: boolean;
  /**
   * Used only where renci.yaml says `platforms.<platform>.unofficial: true`: an owner's web back-end, read with a
   * session that the owner supplies knowingly.
   */
  readonly offByDefault?: boolean;
  /** Counting metrics of the placements this collector takes. */
  readonly serves: readonly Metric[];
  /** Everything it may report, the served ones included. */
  readonly metrics: readonly Metric[];
  /** '' where only the operator knows it: then the configuration must say it. */
  readonly baseUrl: string;
  /** Where tokens are had, when that is another host. */
  readonly authBaseUrl?: string;
  /** Most targets of one account in one request; Infinity for an account list that is swept page by page. */
  readonly batchSize: number;
  readonly limits: {
    readonly concurrency: number;
    readonly minIntervalMs: number;
    /** Requests an account may make in a calendar day of the platform, where published. */
    readonly perDay?: number;
    /** All accounts spend from one quota: that of the application whose key is used. */
    readonly sharedQuota?: boolean;
    /** The zone in which the quota's day begins; Asia/Shanghai where it does not say. */
    readonly quotaZone?: string;
  };
  /** Environment variables that hold this platform's credentials. */
  readonly needs: readonly string[];
  /** Environment variables it can do without: they replace an assumption where they are set. */
  readonly options?: readonly string[];
  readonly auth: Auth | null;
  request(page: Page): RequestSpec;
  /** What the platform wants made anew for every single request, repeats and those of `discovery` included. */
  sign?(spec: RequestSpec, stamp: Stamp): RequestSpec;
  /**
   * The error an answer carries, also inside HTTP 200; null when there is none. A status of 400 and above is an error
   * even so, unless this says 'answer': some errors speak of an item alone and are read.
   */
  refusal(body: unknown, status: number): Refusal | 'answer' | null;
  readonly response: z.ZodType<Body>;
  /**
   * Outcomes of the targets this answer speaks of. A target no page speaks of ends as absent. `status` is of use
   * where `refusal` lets an error through as an answer.
   */
  read(body: Body, targets: readonly Target[], status?: number): readonly Outcome[];
  /** The next page of a swept list; null after the last. */
  nextCursor?(body: Body, page: Page): string | null;
  readonly capabilities: Capabilities;
  /** The platform's links, where they are known. */
  readonly links?: Links;
  /** The account's own list of items, where the platform offers one. */
  readonly discovery?: Discovery;
  /** How a metric's text rounds and what its plus sign means, from the fact sheet; undeclared means unknown. */
  readonly displays?: Readonly<Partial<Record<Metric, Display & Marks>>>;
};

/** What a link of a platform says: an item, or a short link that has to be followed once. */
export type LinkTarget =
  | {
      readonly externalId: string;
      readonly metric: Metric;
      readonly kind: WorkKind;
      /** The id of the page only: the platform's interface calls the item otherwise, and only its own list tells how. */
      readonly isWebId?: true;
      /** What the same link may lead to as well: it does not tell, and a person has to. */
      readonly either?: { readonly metric: Metric; readonly kind: WorkKind; readonly isWebId?: true };
    }
  | { readonly follow: true };

/** How a platform's links are read. Pure. */
export type Links = {
  /** Hosts whose links this platform recognises, without `www.`; subdomains are named one by one. */
  readonly hosts: readonly string[];
  /** What the link says; null for a page of the platform that is no item. */
  recognise(url: URL): LinkTarget | null;
  /** The canonical address of an item, for people. */
  url(externalId: string): string;
};

/** One item of an account's own list. */
export type Discovered = {
  readonly externalId: string;
  readonly title: string;
  readonly url: string;
  readonly publishedAt: Instant | null;
  readonly kind: WorkKind;
  readonly metric: Metric;
};

/** How an account's own items are listed, newest first where the platform does so. Pure. */
export type Discovery<Body = unknown> = {
  /** Where the list is had, when that is another host. A configured base URL replaces this one too. */
  readonly baseUrl?: string;
  /**
   * The form of the account's own id on the platform, where the list is asked by it. An account whose id has the form
   * of another list of the platform is not asked for here.
   */
  readonly account?: RegExp;
  request(page: Omit<Page, 'targets'>): RequestSpec;
  readonly response: z.ZodType<Body>;
  read(body: Body): readonly Discovered[];
  nextCursor(body: Body, page: Omit<Page, 'targets'>): string | null;
};

/** Types a collector and returns it as it is; the registry checks it when it is loaded. */
export const defineCollector = <Body>(collector: Collector<Body>): Collector<Body> => collector;

/** A platform as configured: where it is, its secrets, and its accounts' consent codes. */
export type PlatformSettings = {
  /** Replaces the collector's own base URL: a proxy, a sandbox, or a simulator. */
  readonly baseUrl?: string;
  /** The same for tokens; without it `baseUrl` serves both. */
  readonly authBaseUrl?: string;
  /** By the names in the collectors' `needs`, and of their `options` where set. */
  readonly credentials: Credentials;
  /** Consent codes by account id, for accounts not authorised yet. */
  readonly codes: Readonly<Record<string, string>>;
  /** What the platform itself calls the accounts, by account id, where the catalogue says it. */
  readonly accountIds?: Readonly<Record<string, string>>;
  /** Overrides a batch size that the platform's sheet leaves unconfirmed. */
  readonly batchSize?: number;
};
