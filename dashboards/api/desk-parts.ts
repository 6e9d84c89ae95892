import type { Context } from 'hono';
import type { Desk } from '../../pipeline/jobs/desk.ts';
import type { Placed } from '../../pipeline/jobs/place.ts';
import type { PlacedBody } from './contract.ts';
import type { ApiDeps } from './deps.ts';
import { isoOrNull } from './present.ts';
import { ApiProblem } from './problem.ts';

/**
 * The desk of a request that may change something: a page of another origin that a reader has open may not. Its
 * browser says so, and cannot send JSON here without being asked first.
 * @throws ApiProblem
 */
export const deskOf = ({ desk }: ApiDeps, c: Context): Desk => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ApiProblem(
      403,
      'read-only',
      'Changes are only taken from this server’s own pages and from programs.',
      '只接受本站页面和程序发起的更改。',
    );
  }
  if (desk) return desk;
  throw new ApiProblem(
    403,
    'read-only',
    'This server only reads: nothing can be changed through it.',
    '本服务只读，不接受更改。',
  );
};

export const presentPlaced = ({
  campaign,
  work,
  isNewWork,
  placements,
  snippet,
  isPlan,
}: Placed): PlacedBody => ({
  applied: !isPlan,
  campaign: campaign.id,
  work: { id: work.id, isNew: isNewWork, episode: work.episodeId, kind: work.kind, title: work.title },
  placements: placements.map(placement => ({
    placementId: placement.id,
    platform: placement.platformId,
    account: placement.accountId,
    externalId: placement.externalId,
    metric: placement.metric,
    url: placement.url,
    publishedAt: isoOrNull(placement.publishedAt),
  })),
  catalogue: snippet,
});
