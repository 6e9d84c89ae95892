import { didYouMean, type Problem } from '../problems.ts';
import type { Path, YamlFile } from '../yaml-file.ts';
import { type Entry, textOf } from './entries.ts';
import { itemKey, type ListedItem, replacedItem } from './replaced.ts';

type NamedAccount = { readonly id: string; readonly path: Path };

/** The accounts of a placement, the one it is collected through first. */
const accountsOf = ({ fields, path }: Entry): NamedAccount[] => {
  const list = Array.isArray(fields.accounts) ? (fields.accounts as unknown[]) : [];
  return [
    ...(typeof fields.account === 'string' ? [{ id: fields.account, path: [...path, 'account'] }] : []),
    ...list.flatMap((id, index) =>
      typeof id === 'string' ? [{ id, path: [...path, 'accounts', index] }] : [],
    ),
  ];
};

/** Who shows an item is said once: `account` for one, `accounts` for several. */
const whose = (yaml: YamlFile, placements: readonly Entry[]): Problem[] =>
  placements.flatMap(placement => {
    const { fields, path } = placement;
    if (fields.account === undefined && fields.accounts === undefined)
      return [yaml.problemAt([...path, 'account'], 'is missing: expected the id of an account.', 'key')];
    if (fields.account !== undefined && fields.accounts !== undefined) {
      const message = 'stands beside "account": write one account, or the list of all of them.';
      return [yaml.problemAt([...path, 'accounts'], message, 'key')];
    }
    const named = accountsOf(placement);
    return named
      .filter(({ id }, index) => named.findIndex(other => other.id === id) < index)
      .map(({ id, path: at }) => yaml.problemAt(at, `account "${id}" is in this list already.`));
  });

const unknownAccounts = (
  yaml: YamlFile,
  placements: readonly Entry[],
  known: ReadonlySet<string>,
): Problem[] =>
  placements.flatMap(accountsOf).flatMap(({ id, path }) => {
    if (known.has(id)) return [];
    const hint = didYouMean(id, known) || ' Add it under "accounts".';
    return [yaml.problemAt(path, `there is no account "${id}" in this file.${hint}`)];
  });

/** An account belongs to one platform; a placement on another is a slip of the pen. */
const strangers = (yaml: YamlFile, accounts: readonly Entry[], placements: readonly Entry[]): Problem[] => {
  const home = new Map(accounts.map(account => [textOf(account, 'id'), textOf(account, 'platform')]));
  return placements.flatMap(placement =>
    accountsOf(placement).flatMap(({ id, path }) => {
      const [platform, owner] = [textOf(placement, 'platform'), home.get(id)];
      if (platform === null || !owner || owner === platform) return [];
      return [yaml.problemAt(path, `account "${id}" belongs to platform "${owner}", not to "${platform}".`)];
    }),
  );
};

/** One item has one counter, so it stands once in a catalogue, whatever the work and however many accounts show it. */
const duplicates = (yaml: YamlFile, placements: readonly Entry[]): Problem[] => {
  const first = new Map<string, Entry>();
  return placements.flatMap(placement => {
    const [platform, externalId] = [textOf(placement, 'platform'), textOf(placement, 'external_id')];
    if (platform === null || externalId === null) return [];
    const key = itemKey({ platform, externalId });
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, placement);
      return [];
    }
    const at = (entry: Entry): Path => [...entry.path, 'external_id'];
    const lines = `line ${yaml.lineOf(at(before))} and line ${yaml.lineOf(at(placement))}`;
    const all = [...new Set([before, placement].flatMap(accountsOf).map(({ id }) => id))];
    const advice =
      all.length > 1
        ? ` It has one counter and counts once: keep one entry, with both accounts, accounts: [${all.join(', ')}].`
        : '';
    const message = `item "${externalId}" of platform "${platform}" stands twice, on ${lines}.${advice}`;
    return [yaml.problemAt(at(placement), message)];
  });
};

type Upload = ListedItem & { readonly entry: Entry; readonly named: string | null };

const uploadOf = (entry: Entry): Upload[] => {
  const [platform, externalId] = [textOf(entry, 'platform'), textOf(entry, 'external_id')];
  if (platform === null || externalId === null) return [];
  return [{ platform, externalId, url: textOf(entry, 'url') ?? '', entry, named: textOf(entry, 'replaces') }];
};

/** A new upload names an earlier one: not itself, nothing that is not here, and never in a circle. */
const replacements = (yaml: YamlFile, placements: readonly Entry[]): Problem[] => {
  const items = placements.flatMap(uploadOf);
  const replacedBy = ({ named, platform }: Upload): Upload | null =>
    named === null ? null : replacedItem(named, platform, items);
  return items.flatMap(item => {
    if (item.named === null) return [];
    const path = [...item.entry.path, 'replaces'];
    const earlier = replacedBy(item);
    if (earlier === null) {
      const message =
        `there is no item "${item.named}" in this file: name an earlier upload by its link, by its external_id, or as ` +
        'platform/external_id.';
      return [yaml.problemAt(path, message)];
    }
    if (earlier === item) return [yaml.problemAt(path, `item "${item.externalId}" cannot replace itself.`)];
    const seen = new Set<Upload>([item]);
    for (let here: Upload | null = earlier; here !== null; here = replacedBy(here)) {
      if (here === item) {
        const circle = [...seen, item].map(itemKey).join(' → ');
        return [yaml.problemAt(path, `these items replace one another in a circle: ${circle}.`)];
      }
      // A circle further on is told where it is.
      if (seen.has(here)) break;
      seen.add(here);
    }
    return [];
  });
};

/** What a schema cannot say of placements: whose they are, that an item stands once, and what a new upload replaces. */
export const checkPlacements = (
  yaml: YamlFile,
  placements: readonly Entry[],
  accounts: readonly Entry[],
): Problem[] => {
  const known = new Set(accounts.flatMap(account => textOf(account, 'id') ?? []));
  return [
    ...whose(yaml, placements),
    ...duplicates(yaml, placements),
    ...unknownAccounts(yaml, placements, known),
    ...strangers(yaml, accounts, placements),
    ...replacements(yaml, placements),
  ];
};
