/** The sources were read in September and October 2026; no record notes a finer day, so the last one stands for all. */
export const READ_ON = '2026-10-31';
