import { localDate } from '../days.ts';
import type { Catalogue, Platform } from '../domain/catalogue.ts';
import type { BroadcastRow } from './broadcast.ts';
import type { Cell } from './broadcast-values.ts';

/** Letters and digits only: 《公仆走进直播间》 and 公仆走进直播间 are one name. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Whose figure a row is: by its platform, or by a channel that is the name of a platform or of an account. Only
 * platforms of the group broadcast have a panel.
 */
export const platformFinder = ({ platforms, accounts }: Catalogue) => {
  const named = (name: string): Platform | undefined =>
    platforms.find(({ id, name: zh, nameEn }) =>
      [id, zh, nameEn].some(known => foldName(known) === foldName(name)),
    );
  const panels = platforms.filter(({ group }) => group === 'broadcast').map(({ id }) => id);
  return ({ text }: BroadcastRow): Cell<{ platform: Platform; accountId: string }> => {
    const names = [text.account, text.channel].filter(name => foldName(name) !== '');
    const byName = accounts.filter(({ name }) => names.some(written => foldName(written) === foldName(name)));
    const viaAccount =
      text.platform === '' ? platforms.find(({ id }) => id === byName[0]?.platformId) : undefined;
    const platform = named(text.platform || text.channel) ?? viaAccount;
    const known = panels.length === 0 ? 'this campaign has none' : panels.join(', ');
    if (!platform) {
      return {
        wrong: `is of no platform of the catalogue: say which with --platform or a column 平台 (${known}).`,
      };
    }
    if (platform.group !== 'broadcast') {
      return { wrong: `is of ${platform.id}, which is no broadcast platform (group: broadcast): ${known}.` };
    }
    const account = byName.find(({ platformId }) => platformId === platform.id);
    return { value: { platform, accountId: account ? account.id : '' } };
  };
};

/**
 * Which episode a row speaks of: by the organisation it names, else by its title, else a programme of the campaign by
 * the day of its broadcast. Null for the campaign as a whole. A programme of somebody else's that happened to be aired
 * on such a day is a mistake, never ours.
 */
export const episodeFinder = ({ campaign, episodes, works }: Catalogue) => {
  const aired = episodes.filter(({ status }) => status !== 'cancelled');
  const ours = [campaign.name, campaign.nameEn, ...works.flatMap(({ title, series }) => [title, series])]
    .map(foldName)
    .filter(name => name !== '');
  return ({ text, airedOn }: BroadcastRow): Cell<string | null> => {
    const programme = foldName(text.programme);
    const organisation = foldName(text.organisation);
    const onDay = aired.filter(
      ({ airedAt }) => airedAt !== null && airedOn === localDate(airedAt, campaign.timeZone),
    );
    const only = (found: typeof aired, by: string): Cell<string | null> => {
      const narrowed = found.length > 1 ? found.filter(episode => onDay.includes(episode)) : found;
      const [first, other] = narrowed;
      if (first && !other) return { value: first.id };
      const many = found.map(({ id }) => id).join(', ');
      return { wrong: `may be any of ${many} ${by}: add 单位 (the organisation) or 播出日期 (the day).` };
    };
    if (organisation !== '') {
      const found = aired.filter(episode =>
        [episode.id, episode.organisation, episode.organisationEn].some(
          name => foldName(name) === organisation,
        ),
      );
      return found.length === 0
        ? { wrong: `"${text.organisation}" is no organisation of an episode of ${campaign.id}.` }
        : only(found, 'by its organisation');
    }
    if (programme === '') return { wrong: 'names no programme and no organisation.' };
    const named = aired.filter(episode =>
      [episode.title, episode.organisation, episode.organisationEn].some(name => {
        const known = foldName(name);
        return known !== '' && programme.includes(known);
      }),
    );
    if (named.length > 0) return only(named, 'by its title');
    const isOurs = ours.some(name => name.includes(programme) || programme.includes(name));
    if (!isOurs) {
      return {
        wrong: `"${text.programme}" is no programme of ${campaign.id}: leave the row out, or name the episode.`,
      };
    }
    if (airedOn === null) return { value: null };
    return onDay.length === 0
      ? { wrong: `"${text.programme}" on ${airedOn}: no episode of ${campaign.id} was aired that day.` }
      : only(onDay, 'of that day');
  };
};
