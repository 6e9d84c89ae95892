import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../pipeline/cli/program.ts';

/** Every command that does something, with the words it is called by. */
const leaves = (command: Command, words: readonly string[] = []): { words: string; command: Command }[] =>
  command.commands.length === 0
    ? [{ words: words.join(' '), command }]
    : command.commands.flatMap(each => leaves(each, [...words, each.name()]));

const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({
    writeOut: written => {
      text += written;
    },
  });
  command.outputHelp();
  return text;
};

const COMMANDS = leaves(createProgram({}, () => {}));

test('every command there is says what it is for, and gives an example of itself', () => {
  expect(COMMANDS.length).toBeGreaterThan(15);
  const poor = COMMANDS.flatMap(({ words, command }) => {
    const help = helpOf(command);
    const examples = help.split('\nExamples:\n')[1]?.trimEnd().split('\n') ?? [];
    const fits = examples.filter(
      line => line === `  $ renci ${words}` || line.startsWith(`  $ renci ${words} `),
    );
    return command.description() !== '' && fits.length > 0 && fits.length === examples.length ? [] : [words];
  });
  expect(poor).toEqual([]);
});

test('among them are those that others are told to run', () => {
  const known = new Set(COMMANDS.map(({ words }) => words));
  const told = [
    'init',
    'start',
    'demo',
    'catalogue plan',
    'catalogue apply',
    'collectors',
    'doctor',
    'discover',
  ];
  expect(told.filter(words => !known.has(words))).toEqual([]);
});
