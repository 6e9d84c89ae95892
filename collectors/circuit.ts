import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import type { Clock } from '../pipeline/clock.ts';
import type { Instant } from '../pipeline/domain/reading.ts';

/** Requests in a row without a usable answer after which a host is left alone (two requests with all retries). */
const FAILURES = 8;
const PAUSE_MS = 30_000;

type Circuit = { readonly policy: CircuitBreakerPolicy; openUntil: Instant };

export type Circuits<Result> = {
  /** When a host that is left alone may be tried again; null when it may be asked now. */
  openUntil(host: string): Instant | null;
  run(host: string, task: () => Promise<Result>): Promise<Result>;
};

/**
 * One circuit breaker a host. The pause is measured by our own clock, because the library's runs on the machine's
 * time: the demo replays a month in seconds, and an outage of a simulated hour must not last until the month ends.
 */
export const createCircuits = <Result>(
  clock: Clock,
  isDown: (result: Result) => boolean,
): Circuits<Result> => {
  const hosts = new Map<string, Circuit>();
  const circuitOf = (host: string): Circuit => {
    const known = hosts.get(host);
    if (known) return known;
    const policy = circuitBreaker(
      handleWhenResult(result => isDown(result as Result)),
      { halfOpenAfter: 0, breaker: new ConsecutiveBreaker(FAILURES) },
    );
    const circuit: Circuit = { policy, openUntil: Number.NEGATIVE_INFINITY };
    policy.onBreak(() => {
      circuit.openUntil = clock.now() + PAUSE_MS;
    });
    hosts.set(host, circuit);
    return circuit;
  };
  return {
    openUntil: host => {
      const { openUntil } = circuitOf(host);
      return clock.now() < openUntil ? openUntil : null;
    },
    run: (host, task) => circuitOf(host).policy.execute(task),
  };
};
