/** Waits; injected everywhere, so that tests and the demo's simulated clock never do. */
export type Sleep = (ms: number) => Promise<void>;

export const realSleep: Sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
