import { DateTime } from 'luxon';
import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import type { App } from '../../jobs/app.ts';
import type { HotTopic } from '../../store/hot-ranks.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, note, print, table } from '../output.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly now?: boolean;
};

const render = (topics: readonly HotTopic[], timeZone: string): string => {
  const moment = (at: number): string =>
    DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  const grains = [...new Set(topics.map(({ grainS }) => grainS / 60))].sort((a, b) => a - b);
  return [
    table(
      [
        { title: 'List' },
        { title: 'Topic' },
        { title: 'Best', align: 'right' },
        { title: 'First seen' },
        { title: 'Last seen' },
        { title: 'Minutes', align: 'right' },
        { title: 'Looks', align: 'right' },
        { title: "List's own time" },
      ],
      topics.map(topic => [
        topic.listId,
        topic.topic,
        String(topic.bestRank),
        moment(topic.firstSeen),
        moment(topic.lastSeen),
        `≥ ${topic.minutes}`,
        String(topic.looks),
        topic.listedAt === null ? 'not stated' : moment(topic.listedAt),
      ]),
    ),
    `Looked at every ${grains.join(' to ')} min: between two looks nobody watched, and minutes are those between looks that both found it.`,
  ].join('\n');
};

/** `renci hot`: where a campaign's topics stood; "incomplete" when `--now` could not read a list. */
export const hot = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { campaign, topics, looks } = await withApp(config, async app => {
    const [{ findCampaign }, { readHotTopics }] = await Promise.all([
      import('../../jobs/figures.ts'),
      import('../../store/hot-ranks.ts'),
    ]);
    const found = await findCampaign(app.db, options.campaign);
    const done = options.now ? await lookNow(app) : [];
    return { campaign: found, topics: await readHotTopics(app.db, found.id), looks: done };
  });
  if (options.json) json({ campaign: campaign.id, timeZone: campaign.timeZone, topics, looks });
  else if (topics.length > 0) print(render(topics, campaign.timeZone));
  else print(`No topic of ${campaign.id} was seen on a hot list.`);
  if (options.now && looks.length === 0)
    note('renci: nothing was looked at: no campaign runs today, or no list is switched on.');
  const failed = looks.filter(({ error }) => error !== null);
  for (const { listId, error } of failed) note(`renci: ${listId} could not be read: ${error}`);
  return failed.length > 0 ? EXIT.incomplete : EXIT.ok;
};

const lookNow = async (app: App) => {
  const [{ loadHotLists }, { createHotLooks }] = await Promise.all([
    import('../../../collectors/hot-list.ts'),
    import('../../jobs/hot-lists.ts'),
  ]);
  return createHotLooks(app, await loadHotLists())();
};
