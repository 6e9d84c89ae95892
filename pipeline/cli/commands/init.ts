import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '../../config/environment.ts';
import { ConfigError } from '../../problems.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print } from '../output.ts';

const FILES = ['renci.yaml', 'catalogue.yaml'] as const;
const template = (file: string): string => fileURLToPath(new URL(`../templates/${file}`, import.meta.url));

/**
 * `renci init`: writes the commented files to fill in.
 * @throws ConfigError when one of them is there already: somebody's work is never written over.
 */
export const init = async (folder: string, _options: object, _env: Env): Promise<ExitCode> => {
  const target = resolve(folder);
  const present = FILES.filter(file => existsSync(join(target, file)));
  if (present.length > 0) {
    const files = present.map(file => join(target, file)).join(' and ');
    throw new ConfigError(
      `${files} ${present.length === 1 ? 'is' : 'are'} there already, and nothing was written. ` +
        'Move them away, or name another folder: renci init <folder>.',
    );
  }
  mkdirSync(target, { recursive: true });
  for (const file of FILES) copyFileSync(template(file), join(target, file));
  const shown = relative(process.cwd(), target);
  const where = shown === '' ? '' : `cd ${shown} && `;
  print(FILES.map(file => `Wrote ${join(target, file)}`).join('\n'));
  print(`Fill them in, then: ${where}renci catalogue plan`);
  return EXIT.ok;
};
