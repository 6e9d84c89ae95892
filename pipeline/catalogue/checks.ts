import { localDate } from '../days.ts';
import { didYouMean, type Problem } from '../problems.ts';
import type { Path, YamlFile } from '../yaml-file.ts';
import { type Entry, entriesOf, isFields, textOf } from './entries.ts';
import { checkPlacements } from './placement-checks.ts';

/** Names the second and every later entry with the same key, and the line of the first. */
const duplicates = (yaml: YamlFile, entries: readonly Entry[], field: string, what: string): Problem[] => {
  const first = new Map<unknown, Path>();
  return entries.flatMap(({ path, fields }) => {
    const key = fields[field];
    if (key === undefined) return [];
    const at = first.get(key);
    if (at === undefined) {
      first.set(key, [...path, field]);
      return [];
    }
    return [yaml.problemAt([...path, field], `${what} "${key}" is already on line ${yaml.lineOf(at)}.`)];
  });
};

const unknownIn = (
  yaml: YamlFile,
  entries: readonly Entry[],
  field: string,
  known: ReadonlySet<string>,
  what: string,
): Problem[] =>
  entries.flatMap(entry => {
    const id = textOf(entry, field);
    if (id === null || known.has(id)) return [];
    const hint = didYouMean(id, known) || ` Add it under "${what}s".`;
    return [yaml.problemAt([...entry.path, field], `there is no ${what} "${id}" in this file.${hint}`)];
  });

const period = (yaml: YamlFile, campaign: Entry, episodes: readonly Entry[]): Problem[] => {
  const [starts, ends] = [textOf(campaign, 'starts_on'), textOf(campaign, 'ends_on')];
  const zone = textOf(campaign, 'time_zone');
  if (starts === null || ends === null || zone === null) return [];
  if (ends < starts) {
    return [yaml.problemAt(['campaign', 'ends_on'], `${ends} is before the campaign starts, ${starts}.`)];
  }
  return episodes.flatMap(episode => {
    const at = Date.parse(textOf(episode, 'aired_at') ?? '');
    if (Number.isNaN(at)) return [];
    const date = localDate(at, zone);
    if (date === '' || (date >= starts && date <= ends)) return [];
    const message = `is ${date} in ${zone}, outside the campaign's period, ${starts} to ${ends}.`;
    return [yaml.problemAt([...episode.path, 'aired_at'], message)];
  });
};

/**
 * What a schema cannot say: identities, references and the period. Works on the raw file, so that a misspelt field
 * in one entry does not hide the mistakes of the others.
 */
export const checkCatalogue = (yaml: YamlFile): Problem[] => {
  if (!isFields(yaml.value)) return [];
  const root = yaml.value;
  const platforms = entriesOf(root, [], 'platforms');
  const accounts = entriesOf(root, [], 'accounts');
  const episodes = entriesOf(root, [], 'episodes');
  const works = [
    ...episodes.flatMap(({ fields, path }) => entriesOf(fields, path, 'works')),
    ...entriesOf(root, [], 'works'),
  ];
  const placements = works.flatMap(({ fields, path }) => entriesOf(fields, path, 'placements'));
  const ids = (entries: readonly Entry[]) => new Set(entries.flatMap(entry => textOf(entry, 'id') ?? []));
  return [
    ...duplicates(yaml, platforms, 'id', 'platform'),
    ...duplicates(yaml, accounts, 'id', 'account'),
    ...duplicates(yaml, episodes, 'id', 'episode'),
    ...duplicates(yaml, episodes, 'number', 'episode number'),
    ...duplicates(yaml, works, 'id', 'work'),
    ...unknownIn(yaml, accounts, 'platform', ids(platforms), 'platform'),
    ...unknownIn(yaml, placements, 'platform', ids(platforms), 'platform'),
    ...checkPlacements(yaml, placements, accounts),
    ...(isFields(root.campaign) ? period(yaml, { path: ['campaign'], fields: root.campaign }, episodes) : []),
  ];
};
