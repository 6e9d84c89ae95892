import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** One process of this machine, for ever: a number alone is given to another one later, most of all after a restart. */
export type ProcessStamp = { readonly pid: number; readonly started: string };

const HAS_PROC = existsSync('/proc/self/stat');

/** When a process began, as a short text that no other process of this number had; null when it does not run. */
const startOf = (pid: number): string | null => {
  const began = HAS_PROC ? fromProc(pid) : fromPs(pid);
  return began && createHash('sha256').update(began).digest('hex').slice(0, 8);
};

/** Ticks between the machine's start and the process's, and which start of the machine that was. */
const fromProc = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the state may hold spaces and brackets.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isGone = state === 'Z' || state === 'X';
    return isGone ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')} ${fields[18]}`;
  } catch {
    // No such process.
    return null;
  }
};

const fromPs = (pid: number): string | null => {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    // ps ends with an error when there is no such process.
    return null;
  }
};

/** This process. */
export const OURSELVES: ProcessStamp = { pid: process.pid, started: startOf(process.pid) ?? '' };

/** True while that very process runs. */
export const isRunning = ({ pid, started }: ProcessStamp): boolean =>
  pid === OURSELVES.pid ? started === OURSELVES.started : startOf(pid) === started;
