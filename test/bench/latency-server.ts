import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A process of its own that answers batches of ids as the platforms of the bench do, a fixed time after they came:
 * one port, and so one host, a platform. Tells its parent the ports.
 */
const LATENCY_MS = 50;
const PUBLISHED = Date.parse('2022-12-05T09:00:00+08:00');

type Answer = (ids: readonly string[]) => unknown;
type Platform = {
  readonly ids: (url: URL, body: string) => readonly string[];
  readonly answer: Answer;
};

/** Any number will do, as long as it is the same for an id. */
const viewsOf = (id: string): number => Number(id.slice(-7)) * 3;

const inQuery =
  (name: string) =>
  (url: URL): string[] =>
    (url.searchParams.get(name) ?? '').split(',');

const PLATFORMS: Readonly<Record<string, Platform>> = {
  douyin: {
    ids: (_, body) => (JSON.parse(body) as { item_ids: string[] }).item_ids,
    answer: ids => ({
      data: {
        error_code: 0,
        list: ids.map(id => ({
          item_id: id,
          create_time: PUBLISHED / 1000,
          statistics: { play_count: viewsOf(id), digg_count: 7, comment_count: 3, share_count: 1 },
        })),
      },
      extra: { error_code: 0, logid: 'bench' },
    }),
  },
  weibo: {
    ids: inQuery('ids'),
    answer: ids => ids.map(id => ({ id, reads: viewsOf(id), reposts: 2, comments: 3, attitudes: 5 })),
  },
  jinyun: {
    ids: inQuery('ids'),
    answer: ids => ({
      code: 0,
      message: 'ok',
      data: {
        items: ids.map(id => ({
          id,
          playCountText: `${viewsOf(id)}`,
          likeCount: 3,
          publishTime: '2022-12-05T09:00:00+08:00',
          status: 'online',
        })),
      },
    }),
  },
  youtube: {
    ids: inQuery('id'),
    answer: ids => ({
      kind: 'youtube#videoListResponse',
      items: ids.map(id => ({
        id,
        snippet: { publishedAt: '2022-12-05T01:00:00Z' },
        statistics: { viewCount: `${viewsOf(id)}`, likeCount: '5', commentCount: '2' },
      })),
    }),
  },
};

const serve = async (
  { ids, answer }: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const came = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://bench');
  const body = JSON.stringify(answer(ids(url, Buffer.concat(chunks).toString())));
  await pause(Math.max(0, LATENCY_MS - (performance.now() - came)));
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
};

const urls = await Promise.all(
  Object.entries(PLATFORMS).map(async ([id, platform]): Promise<[string, string]> => {
    const server = createServer((request, response) => void serve(platform, request, response));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return [id, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
  }),
);
process.on('disconnect', () => process.exit(0));
process.send?.(Object.fromEntries(urls));
