import { readFileSync } from 'node:fs';

/** True while a process runs; one that ended and was not collected by its parent yet does not. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // No /proc on this system, or gone meanwhile: the signal has spoken.
    return process.platform !== 'linux';
  }
};
