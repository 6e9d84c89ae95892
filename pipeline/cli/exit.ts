/**
 * What a command's exit code means: `ok` · `unexpected` a fault of ours · `refused` wrong usage, configuration or input,
 * nothing was done · `incomplete` it ran, and something is missing · `unavailable` it could not reach or start
 * what it needs.
 */
export const EXIT = { ok: 0, unexpected: 1, refused: 2, incomplete: 3, unavailable: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
