import { z } from '@hono/zod-openapi';
import { INDICATOR_IDS, METHODS, UNITS } from '../../../pipeline/domain/broadcast.ts';
import { bilingual, instant, moment, text } from './parts.ts';

const day = (description: string) => z.string().openapi({ description, example: '2022-12-05' });

const figureSchema = z
  .object({
    episode: text('Episode; null for the campaign as a whole').nullable(),
    platform: text('Platform id'),
    account: text('Account; null where the report names none that is known').nullable(),
    channel: text('Channel or frequency, as the report writes it'),
    programme: text('Programme, as the report writes it'),
    airedOn: day('Day of the broadcast; null where the figure is not of one').nullable(),
    slot: text('Time slot, as the report writes it; empty: none'),
    indicator: z
      .enum(INDICATOR_IDS)
      .openapi({ description: 'What was estimated. No total lists any of these' }),
    name: bilingual('Name of the indicator'),
    value: z.string().openapi({ description: 'Decimal text in `unit`, exactly', example: '1.23' }),
    text: text('As the report writes it'),
    unit: z.enum(UNITS).openapi({ description: 'Unit of the value' }),
    periodFrom: day('First day it speaks of'),
    periodTo: day('Last day it speaks of'),
    method: z.enum(METHODS).openapi({
      description: 'How it was arrived at. Figures of two methods are neither compared nor chained',
    }),
    methodText: text('The method, as the report writes it'),
    universe: text('Of whom or what it is a share; empty: not stated'),
    author: text('Who states it: an institution or a role'),
    document: text('Name of the document'),
    payloadId: text('Hash of the document'),
    statedAt: instant('When it was stated'),
    recordedAt: instant('When it was taken down'),
  })
  .openapi('BroadcastFigure', { description: 'One figure of one statement' });

/** GET /api/v1/campaigns/{id}/broadcast */
export const broadcastSchema = z
  .object({
    timeZone: text('IANA zone of the campaign'),
    ...moment,
    figures: z.array(figureSchema).openapi({ description: 'The last statement of each, episode by episode' }),
  })
  .openapi('BroadcastPanel', {
    description:
      'The broadcast panel: ratings, reach, shares, households and minutes as panels and operators stated them. They ' +
      'stand beside the total, one by one: they are never added up, averaged or converted into view-times.',
  });

export type BroadcastPanel = z.infer<typeof broadcastSchema>;
