import { localDate } from '../days.ts';
import { didYouMean, type Problem } from '../problems.ts';
import type { Path, YamlFile } from '../yaml-file.ts';

type Fields = Readonly<Record<string, unknown>>;
type Entry = { readonly path: Path; readonly fields: Fields };

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The well-formed entries of a list, with their places; what is no entry at all the schema has said already. */
const entriesOf = (fields: Fields, path: Path, name: string): Entry[] => {
  const list = fields[name];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) =>
    isFields(item) ? [{ path: [...path, name, index], fields: item }] : [],
  );
};

const textOf = ({ fields }: Entry, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
};

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

/** One item has one counter, so it stands once in a catalogue, whatever the work. */
const duplicateItems = (yaml: YamlFile, placements: readonly Entry[]): Problem[] => {
  const first = new Map<string, Path>();
  return placements.flatMap(placement => {
    const [platform, externalId] = [textOf(placement, 'platform'), textOf(placement, 'external_id')];
    if (platform === null || externalId === null) return [];
    const key = `${platform}\n${externalId}`;
    const path = [...placement.path, 'external_id'];
    const at = first.get(key);
    if (at === undefined) {
      first.set(key, path);
      return [];
    }
    const lines = `line ${yaml.lineOf(at)} and line ${yaml.lineOf(path)}`;
    return [
      yaml.problemAt(path, `item "${externalId}" of platform "${platform}" stands twice, on ${lines}.`),
    ];
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

/** An account belongs to one platform; a placement on another is a slip of the pen. */
const strangers = (yaml: YamlFile, accounts: readonly Entry[], placements: readonly Entry[]): Problem[] => {
  const home = new Map(accounts.map(account => [textOf(account, 'id'), textOf(account, 'platform')]));
  return placements.flatMap(placement => {
    const [platform, account] = [textOf(placement, 'platform'), textOf(placement, 'account')];
    const owner = home.get(account);
    if (platform === null || !owner || owner === platform) return [];
    const message = `account "${account}" belongs to platform "${owner}", not to "${platform}".`;
    return [yaml.problemAt([...placement.path, 'account'], message)];
  });
};

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
    ...duplicateItems(yaml, placements),
    ...unknownIn(yaml, accounts, 'platform', ids(platforms), 'platform'),
    ...unknownIn(yaml, placements, 'platform', ids(platforms), 'platform'),
    ...unknownIn(yaml, placements, 'account', ids(accounts), 'account'),
    ...strangers(yaml, accounts, placements),
    ...(isFields(root.campaign) ? period(yaml, { path: ['campaign'], fields: root.campaign }, episodes) : []),
  ];
};
