import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { isRunning } from '../clickhouse/processes.ts';

const CLI = fileURLToPath(new URL('../../pipeline/cli.ts', import.meta.url));

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
type Place = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on its standard input; nothing by default. */
  readonly input?: string;
};

const optionsOf = ({ cwd, env = {} }: Place) => ({ cwd, env: { PATH: process.env.PATH, ...env } });

/** Runs a command of `renci` to its end; `listen` is told all it has said on stderr whenever it says more. */
export const renci = (
  args: readonly string[],
  place: Place,
  listen: (said: string) => void = () => {},
): Promise<Ended> =>
  new Promise(resolve => {
    const child = execFile(process.execPath, [CLI, ...args], optionsOf(place), (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.end(place.input);
    let said = '';
    child.stderr?.on('data', (text: string) => {
      said += text;
      listen(said);
    });
  });

/** A folder with these files, removed when the test ends. */
export const folderWith = (files: Readonly<Record<string, string>>): string => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'renci-cli-')));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
};

/** A campaign with one programme on a channel that only a partner's sheet counts. */
export const catalogueOn = (platform: string): string => `campaign:
  id: interviews
  name: 年终访谈
  name_en: Interviews
  organiser: 融媒体中心
  time_zone: Asia/Shanghai
  starts_on: 2022-12-05
  ends_on: 2022-12-30
  formula: video_view_times
platforms:
  - { id: ${platform}, name: 平台, name_en: Platform, group: broadcast, rules: { plays: 每次点播计一次 } }
accounts:
  - { id: ours, platform: ${platform}, name: 我们 }
episodes:
  - id: education
    number: 1
    title: 教育这一年
    organisation: 市教委
    organisation_en: Education bureau
    status: aired
    aired_at: 2022-12-05T08:00:00+08:00
    works:
      - id: education-replay
        kind: replay
        title: 教育这一年
        placements:
          - { platform: ${platform}, account: ours, external_id: 'p-1', metric: plays }
works: []
`;

/** What that channel's desk sends on the evening of 6 December 2022. */
export const SHEET = '平台,作品ID,播放量,统计时间\niptv,p-1,1842,2022-12-06 23:00\n';

export type Started = {
  readonly process: ChildProcess;
  readonly url: string;
  /** Everything it has said so far. */
  said(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
};

/** `renci start` on any free port, when its dashboard is there; killed when the test ends. */
export const start = async (place: Place): Promise<Started> => {
  const child = spawn(process.execPath, [CLI, 'start', '--port', '0'], optionsOf(place));
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (text: string): void => {
      said += text;
      const found = /The dashboard is at (\S+)\. /.exec(said)?.[1];
      if (found) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', listen);
    exited.then(code => reject(new Error(`renci start ended with ${code}:\n${said}`)));
  });
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  return { process: child, url, said: () => said, end };
};

/** Whether the engine of a folder runs, and its process. */
export const engineOf = (cwd: string): { readonly pid: number; readonly runs: () => boolean } => {
  const pid = Number(
    /^PID: (\d+)$/m.exec(readFileSync(join(cwd, 'data/clickhouse/data/status'), 'utf8'))?.[1],
  );
  return { pid, runs: () => isRunning(pid) };
};

export const answer = async (url: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
};
