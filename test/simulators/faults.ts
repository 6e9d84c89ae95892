/** Platforms with accounts and items. */
export const SIMULATED = [
  'douyin',
  'kuaishou',
  'weibo',
  'jinyun',
  'netease',
  'sohu',
  'tencent',
  'zhihu',
  'sina',
  'youtube',
  'bilibili',
  'toutiao',
  'wechat',
] as const;
export type Simulated = (typeof SIMULATED)[number];

/** Lists of what is hot, each on an address of its own. */
export const SIMULATED_LISTS = [
  'douyin-hot-video',
  'toutiao-hot-board',
  'weibo-hot-search',
  'zhihu-hot',
] as const;
export type SimulatedList = (typeof SIMULATED_LISTS)[number];

/**
 * Something a test lets go wrong on one platform or list:
 * `status` an HTTP error page (`status`, default 500) · `rate-limit` 429 with Retry-After (`retryAfterS`, default 1) ·
 * `hang` no answer · `reset` the connection is closed without an answer · `cut` closed half way through the answer ·
 * `truncated` half of the JSON as a whole answer · `html` a login page with status 200 · `empty` nothing with status
 * 200 · `wrong-shape` good JSON of another shape · `zeros` the right answer with every counter at zero.
 */
export type Fault = {
  readonly platform: Simulated | SimulatedList;
  readonly kind:
    | 'status'
    | 'rate-limit'
    | 'hang'
    | 'reset'
    | 'cut'
    | 'truncated'
    | 'html'
    | 'empty'
    | 'wrong-shape'
    | 'zeros';
  readonly status?: number;
  readonly retryAfterS?: number;
  /** How many requests it hits; until it is cleared when left out. */
  readonly times?: number;
  /** Hits only paths with this text in them; without it every path but those that give out tokens. */
  readonly path?: string;
};

/** The faults that are on. The earliest one that fits a request hits it. */
export class FaultBoard {
  readonly #on: { readonly fault: Fault; left: number }[] = [];

  /** Switches a fault on; the returned function switches it off. */
  set(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#on.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** @param tokenPaths where the platform gives out tokens */
  take(platform: Fault['platform'], path: string, tokenPaths: readonly string[] = []): Fault | null {
    const entry = this.#on.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.platform === platform &&
        (fault.path === undefined ? !tokenPaths.includes(path) : path.includes(fault.path)),
    );
    if (!entry) return null;
    entry.left -= 1;
    return entry.fault;
  }
}
