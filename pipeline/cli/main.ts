import { CommanderError } from 'commander';
import type { Env } from '../config/environment.ts';
import { renderError } from './errors.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { createProgram } from './program.ts';

/** A reader that has seen enough (`renci totals | head`) closes the pipe: that is no failure. */
const endWithReader = (): void => {
  process.stdout.on('error', error => {
    if ('code' in error && error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
};

/**
 * Runs one command line and tells how it ended; every failure has been printed on stderr by then.
 * @param args what follows `renci`
 */
export const main = async (args: readonly string[], env: Env): Promise<ExitCode> => {
  endWithReader();
  let code: ExitCode = EXIT.ok;
  const program = createProgram(env, ended => {
    code = ended;
  });
  try {
    if (args.length === 0) {
      process.stderr.write(program.helpInformation());
      return EXIT.refused;
    }
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its help or its complaint itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.refused;
    const { text, code: failed } = renderError(error, {
      cwd: process.cwd(),
      debug: env.RENCI_LOG_LEVEL === 'debug',
    });
    process.stderr.write(`${text}\n`);
    return failed;
  }
};
