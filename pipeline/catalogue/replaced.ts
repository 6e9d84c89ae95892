/** An item as a catalogue file names it. */
export type ListedItem = { readonly platform: string; readonly externalId: string; readonly url: string };

/** `douyin/7176543210987654321`: how an item is named across platforms. */
export const itemKey = ({ platform, externalId }: Omit<ListedItem, 'url'>): string =>
  `${platform}/${externalId}`;

/**
 * The item that `replaces:` names: by its link, by its id on the same platform, or as `platform/id`. Null where none of
 * the items is meant.
 */
export const replacedItem = <Item extends ListedItem>(
  named: string,
  platform: string,
  items: readonly Item[],
): Item | null =>
  items.find(({ url }) => url !== '' && url === named) ??
  items.find(item => item.platform === platform && item.externalId === named) ??
  items.find(item => itemKey(item) === named) ??
  null;
