import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from './domain/reading.ts';

/** A segment is sealed and a new one begun past this size, so that draining never holds much in memory. */
const SEGMENT_BYTES = 8 * 1024 * 1024;

export class SpoolError extends Error {
  override readonly name = 'SpoolError';
}

/** A file of the spool that nobody writes any more: its entries in the order they were appended. */
export type Segment<Entry> = { readonly name: string; readonly entries: Entry[] };

/**
 * Everything fetched waits here, on disk, until ClickHouse has it. One JSON line an entry; `append` returns once
 * the line is on the disk itself, so what a run reports as read survives `kill -9` and a power cut.
 *
 * Files are named `<order>-<pid>-<random>.open` while written and `.ready` once sealed. A torn last line, which only
 * a killed process leaves, was never acknowledged and is passed over. Several processes may write to one folder;
 * only its owner drains it.
 */
export class Spool<Entry> {
  readonly #dir: string;
  /** The earliest `recorded_at` in an entry: totals give no answer for a K at or after one that still waits. */
  readonly #recordedAt: (entry: Entry) => Instant | null;
  #current: { name: string; file: FileHandle; bytes: number } | null = null;
  #queue: { line: string; done: (segment: string) => void; failed: (error: unknown) => void }[] = [];
  #writing: Promise<void> | null = null;
  #sequence = 0;
  readonly #waiting = new Map<string, Instant | null>();

  private constructor(dir: string, recordedAt: (entry: Entry) => Instant | null) {
    this.#dir = dir;
    this.#recordedAt = recordedAt;
  }

  /**
   * Opens the spool of a folder, sealing what an ended process left behind.
   * @throws SpoolError when the folder cannot be written.
   */
  static async open<Entry>(dir: string, recordedAt: (entry: Entry) => Instant | null): Promise<Spool<Entry>> {
    const spool = new Spool<Entry>(dir, recordedAt);
    try {
      await mkdir(dir, { recursive: true });
      for (const name of await readdir(dir)) {
        if (name.endsWith('.open') && !isAlive(writerOf(name))) {
          await rename(join(dir, name), join(dir, `${name.slice(0, -5)}.ready`));
        }
      }
    } catch (cause) {
      throw new SpoolError(
        `The spool folder ${dir} cannot be written: make it writable, or set another data folder.`,
        {
          cause,
        },
      );
    }
    return spool;
  }

  /** Writes one entry; resolves when it is on disk. Entries appended together share one flush. */
  async append(entry: Entry): Promise<void> {
    const written = new Promise<string>((done, failed) => {
      this.#queue.push({ line: `${JSON.stringify(entry)}\n`, done, failed });
    });
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    this.#note(await written, entry);
  }

  /** Ends the segment being written, so that it can be drained. */
  async seal(): Promise<void> {
    await this.#writing;
    const current = this.#current;
    if (!current) return;
    this.#current = null;
    await current.file.close();
    await rename(join(this.#dir, `${current.name}.open`), join(this.#dir, `${current.name}.ready`));
  }

  /** Sealed segments, oldest first, each read only when it is reached. */
  async *segments(): AsyncGenerator<Segment<Entry>> {
    for (const name of await this.#sealed()) yield this.#read(name);
  }

  /** Forgets a segment that ClickHouse has acknowledged. */
  async remove(segment: Segment<Entry>): Promise<void> {
    await rm(join(this.#dir, `${segment.name}.ready`), { force: true });
    this.#waiting.delete(segment.name);
  }

  /** The oldest `recorded_at` that still waits here, whoever wrote it; null when nothing does. */
  async oldest(): Promise<Instant | null> {
    for (const name of await this.#sealed()) {
      if (this.#waiting.has(name)) continue;
      this.#waiting.set(name, null);
      for (const entry of (await this.#read(name)).entries) this.#note(name, entry);
    }
    const instants = [...this.#waiting.values()].filter(instant => instant !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  /**
   * Waits until the folder's owner has drained what is sealed now, asking every quarter of a second.
   * @returns false when it has not within a minute.
   */
  async emptied(sleep: (ms: number) => Promise<void>): Promise<boolean> {
    const ours = new Set(await this.#sealed());
    for (let asked = 0; asked < 240; asked += 1) {
      if (!(await this.#sealed()).some(name => ours.has(name))) return true;
      await sleep(250);
    }
    return false;
  }

  async #write(): Promise<void> {
    // Yielding once lets the entries of all platforms that answered in this turn share one flush.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0);
      try {
        const current = await this.#segment();
        const text = batch.map(({ line }) => line).join('');
        await current.file.appendFile(text);
        await current.file.datasync();
        current.bytes += Buffer.byteLength(text);
        for (const { done } of batch) done(current.name);
      } catch (cause) {
        const error = new SpoolError(`The spool in ${this.#dir} cannot be written (is the disk full?).`, {
          cause,
        });
        for (const { failed } of batch) failed(error);
      }
    }
  }

  async #segment(): Promise<{ name: string; file: FileHandle; bytes: number }> {
    if (this.#current && this.#current.bytes > SEGMENT_BYTES) {
      const { name, file } = this.#current;
      this.#current = null;
      await file.close();
      await rename(join(this.#dir, `${name}.open`), join(this.#dir, `${name}.ready`));
    }
    if (!this.#current) {
      this.#sequence += 1;
      const order = `${String(Date.now()).padStart(14, '0')}${String(this.#sequence).padStart(6, '0')}`;
      const name = `${order}-${process.pid}-${randomUUID().slice(0, 8)}`;
      this.#current = { name, file: await open(join(this.#dir, `${name}.open`), 'a', 0o600), bytes: 0 };
    }
    return this.#current;
  }

  async #sealed(): Promise<string[]> {
    const names = await readdir(this.#dir);
    return names
      .filter(name => name.endsWith('.ready'))
      .map(name => name.slice(0, -6))
      .sort();
  }

  async #read(name: string): Promise<Segment<Entry>> {
    const text = await readFile(join(this.#dir, `${name}.ready`), 'utf8');
    const lines = text.split('\n');
    lines.pop(); // what follows the last line end is torn: it was never acknowledged
    return { name, entries: lines.map(line => JSON.parse(line) as Entry) };
  }

  #note(name: string, entry: Entry): void {
    const instant = this.#recordedAt(entry);
    const known = this.#waiting.get(name);
    if (instant !== null && (known === undefined || known === null || instant < known)) {
      this.#waiting.set(name, instant);
    }
  }
}

const writerOf = (name: string): number => Number(name.split('-')[1]);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, but alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
