import type { FileHandle } from 'node:fs/promises';
import type { Instant } from './domain/reading.ts';
import { SpoolFolder } from './spool-folder.ts';

/** A segment is sealed and a new one begun past this size, so that draining never holds much in memory. */
const SEGMENT_BYTES = 8 * 1024 * 1024;
const OWNER_ASKED_EVERY_MS = 250;

export class SpoolError extends Error {
  override readonly name = 'SpoolError';
}

type Queued = {
  readonly line: string;
  readonly recordedAt: Instant | null;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};
type Writing = { readonly name: string; readonly file: FileHandle; bytes: number; oldest: Instant | null };
/** What a file held when it was last looked at: one that is still written is looked at again when it has grown. */
type Seen = { readonly bytes: number; readonly oldest: Instant | null };

/**
 * Everything fetched waits here, on disk, until ClickHouse has it. One JSON line an entry; `append` returns once
 * the line is on the disk itself, so what a run reports as read survives `kill -9` and a power cut. A torn last line,
 * which only a killed process or a full disk leaves, was never acknowledged and is passed over.
 *
 * Several processes may write to one folder, each its own segments; only the folder's owner drains them.
 */
export class Spool<Entry> {
  readonly #folder: SpoolFolder;
  /** The earliest `recorded_at` in an entry: totals give no answer for a K at or after one that still waits. */
  readonly #recordedAt: (entry: Entry) => Instant | null;
  #current: Writing | null = null;
  #queue: Queued[] = [];
  /** Entries not yet known to be on disk. */
  readonly #pending = new Set<Queued>();
  #turn: Promise<unknown> = Promise.resolve();
  #seen: ReadonlyMap<string, Seen> = new Map();

  private constructor(folder: SpoolFolder, recordedAt: (entry: Entry) => Instant | null) {
    this.#folder = folder;
    this.#recordedAt = recordedAt;
  }

  /**
   * Opens the spool of a folder.
   * @throws SpoolError when the folder cannot be written.
   */
  static async open<Entry>(dir: string, recordedAt: (entry: Entry) => Instant | null): Promise<Spool<Entry>> {
    const folder = new SpoolFolder(dir);
    try {
      await folder.make();
      await folder.sealed();
    } catch (cause) {
      throw new SpoolError(
        `The spool folder ${dir} cannot be written: make it writable, or set another data folder.`,
        { cause },
      );
    }
    return new Spool<Entry>(folder, recordedAt);
  }

  /**
   * Writes one entry; resolves when it is on disk. Entries appended together share one flush.
   * @throws SpoolError when the disk does not take it.
   */
  append(entry: Entry): Promise<void> {
    return new Promise((done, failed) => {
      const line = `${JSON.stringify(entry)}\n`;
      const queued = { line, recordedAt: this.#recordedAt(entry), done, failed };
      this.#pending.add(queued);
      // The first of a queue asks for it to be written; whoever comes before its turn goes with it.
      if (this.#queue.push(queued) === 1) void this.#inTurn(() => this.#write());
    });
  }

  /** Ends the segment being written, so that it can be drained. */
  seal(): Promise<void> {
    return this.#inTurn(() => this.#end());
  }

  /** Names of the segments that nobody writes any more, oldest first, those of ended processes among them. */
  sealed(): Promise<string[]> {
    return this.#folder.sealed();
  }

  /**
   * The entries of a sealed segment in the order they were appended.
   * @throws SpoolError for a damaged file.
   */
  async read(name: string): Promise<Entry[]> {
    return this.#parse(await this.#folder.read(name), name);
  }

  /** Forgets a segment that ClickHouse has acknowledged. */
  remove(name: string): Promise<void> {
    return this.#folder.remove(name);
  }

  /** Puts a segment aside that cannot be stored as it is, until {@link readmit}. Returns its path. */
  async refuse(name: string): Promise<string> {
    await this.#folder.move(name, 'ready', 'refused');
    return this.#folder.path(name, 'refused');
  }

  /** Lets the segments put aside be tried again: a newer program may know better. */
  async readmit(): Promise<void> {
    for (const { name, state } of await this.#folder.list())
      if (state === 'refused') await this.#folder.move(name, 'refused', 'ready');
  }

  /**
   * The oldest `recorded_at` that still waits here, whoever wrote it; null when nothing does.
   * @param except a segment that is being stored at this moment
   */
  async oldest(except?: string): Promise<Instant | null> {
    for (;;) {
      const writing = this.#current;
      const seen = await this.#look();
      // A segment was sealed or drained under our eyes: look again.
      if (seen === null || this.#current !== writing) continue;
      this.#seen = seen;
      return [
        ...[...seen].flatMap(([name, { oldest }]) => (name === except ? [] : [oldest])),
        ...[...this.#pending].map(({ recordedAt }) => recordedAt),
        writing === null ? null : writing.oldest,
      ].reduce(earlier, null);
    }
  }

  /**
   * Waits until the folder's owner has drained what is sealed now.
   * @returns false when it has not within a minute.
   */
  async emptied(sleep: (ms: number) => Promise<void>): Promise<boolean> {
    const waiting = new Set(await this.sealed());
    for (let asked = 0; asked < 60_000 / OWNER_ASKED_EVERY_MS; asked += 1) {
      if (!(await this.sealed()).some(name => waiting.has(name))) return true;
      await sleep(OWNER_ASKED_EVERY_MS);
    }
    return false;
  }

  /** One at a time: writes and seals. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(task);
    this.#turn = mine.catch(() => {}); // told to whoever asked for it
    return mine;
  }

  async #write(): Promise<void> {
    const batch = this.#queue;
    this.#queue = [];
    try {
      if (this.#current && this.#current.bytes > SEGMENT_BYTES) await this.#end();
      this.#current ??= { ...(await this.#folder.begin()), bytes: 0, oldest: null };
      const current = this.#current;
      const text = batch.map(({ line }) => line).join('');
      await current.file.appendFile(text);
      await current.file.datasync();
      current.bytes += Buffer.byteLength(text);
      current.oldest = batch.reduce((oldest, { recordedAt }) => earlier(oldest, recordedAt), current.oldest);
      for (const { done } of batch) done();
    } catch (cause) {
      // What a full disk left of a line must stay the last of its file.
      await this.#end().catch(() => {
        this.#current = null;
      });
      const at = this.#folder.dir;
      const error = new SpoolError(`The spool in ${at} cannot be written (is the disk full?).`, { cause });
      for (const { failed } of batch) failed(error);
    } finally {
      for (const queued of batch) this.#pending.delete(queued);
    }
  }

  async #end(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    await current.file.close();
    await this.#folder.move(current.name, 'open', 'ready');
    this.#current = null;
  }

  /** What waits in every segment but ours; null when one was sealed or removed since they were listed. */
  async #look(): Promise<Map<string, Seen> | null> {
    const seen = new Map<string, Seen>();
    for (const file of await this.#folder.list()) {
      if (file.state === 'refused' || file.name === this.#current?.name) continue;
      const bytes = await this.#folder.sizeOf(file);
      if (bytes === undefined) return null;
      const before = this.#seen.get(file.name);
      if (before?.bytes === bytes) {
        seen.set(file.name, before);
        continue;
      }
      const text = await this.#folder.textOf(file);
      if (text === undefined) return null;
      seen.set(file.name, { bytes, oldest: this.#oldestOf(text, file.name) });
    }
    return seen;
  }

  #oldestOf(text: string, name: string): Instant | null {
    try {
      return this.#parse(text, name).map(this.#recordedAt).reduce(earlier, null);
    } catch (error) {
      // The drain puts a damaged segment aside; until then nobody can say what it holds.
      if (error instanceof SpoolError) return null;
      throw error;
    }
  }

  #parse(text: string, name: string): Entry[] {
    const lines = text.split('\n');
    lines.pop(); // what follows the last line end is torn: it was never acknowledged
    try {
      return lines.map(line => JSON.parse(line) as Entry);
    } catch (cause) {
      throw new SpoolError(`The spool segment ${name} is damaged.`, { cause });
    }
  }
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
