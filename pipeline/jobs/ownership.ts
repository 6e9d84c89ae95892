import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnedError, type Owner, own, ownerOf, type Role } from './lock.ts';

/** How a process stands to a data folder: its owner, or a guest of the service that owns it. */
export type Ownership =
  | { readonly kind: 'owner' }
  | { readonly kind: 'guest'; readonly database: NonNullable<Owner['database']> };

/** A command is over in a moment; one that takes longer than this is asked about, not waited for. */
const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/**
 * Takes a data folder, or finds the service that has it. A short command that has it is waited for, which is said.
 * @throws OwnedError when another service has it and this is one, or when the wait is too long.
 */
export const takeFolder = async (
  data: string,
  role: Role,
  say: (line: string) => void,
): Promise<Ownership> => {
  // Tokens and the database's password lie in it.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const deadline = performance.now() + PATIENCE_MS;
  let isToldOf = 0;
  while (!own(data, role)) {
    const owner = ownerOf(data);
    if (!owner) continue;
    if (owner.role === 'service' && role === 'service') {
      throw new OwnedError(
        `The data folder ${data} is in use by process ${owner.pid}, which runs the schedule and the dashboard, or a recount, already. ` +
          'Stop it first, or choose another folder.',
      );
    }
    if (owner.role === 'service' && owner.database) return { kind: 'guest', database: owner.database };
    if (performance.now() > deadline) {
      throw new OwnedError(
        `The data folder ${data} is still in use by process ${owner.pid}. Wait until it has ended, or stop it.`,
      );
    }
    if (isToldOf !== owner.pid) {
      isToldOf = owner.pid;
      say(`Waiting for process ${owner.pid}, which is using ${data} …`);
    }
    await pause(POLL_MS);
  }
  return { kind: 'owner' };
};
