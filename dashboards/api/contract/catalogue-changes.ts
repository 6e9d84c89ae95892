import { z } from '@hono/zod-openapi';
import { AUDIT_ACTIONS } from '../../../pipeline/store/audit.ts';
import { instant, number, text } from './parts.ts';

const yaml = z
  .string()
  .min(1)
  .max(4 * 1024 * 1024)
  .openapi({ description: 'The whole file, YAML' });
const fileName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .default('catalogue.yaml')
  .openapi({ description: 'What the file is called, for messages and the trail', example: 'catalogue.yaml' });

/** POST /api/v1/catalogue/plan */
export const planningSchema = z
  .strictObject({ yaml, name: fileName })
  .openapi('CatalogueFile', { description: 'A catalogue file' });

/** POST /api/v1/catalogue/apply */
export const applyingSchema = z
  .strictObject({
    yaml,
    name: fileName,
    plan: z.string().min(1).max(64).openapi({ description: 'Id of the plan that was looked at' }),
    by: z.string().trim().min(1).max(200).openapi({ description: 'Who signs', example: '值班编辑' }),
    reason: z.string().trim().max(2_000).default('').openapi({ description: 'Why; may be left out' }),
    shared: z
      .boolean()
      .optional()
      .openapi({ description: 'True: changing platforms and accounts of other campaigns is meant' }),
  })
  .openapi('CatalogueApplication', { description: 'A catalogue file to be applied as planned' });

const value = z
  .union([z.string(), z.number(), z.boolean()])
  .nullable()
  .openapi({ description: 'Instants in ISO 8601; null: nothing' });

const changeSchema = z
  .object({
    entity: z
      .enum(['campaign', 'platform', 'account', 'episode', 'work', 'placement'])
      .openapi({ description: 'What' }),
    action: z
      .enum(['add', 'change', 'keep'])
      .openapi({ description: 'keep: stored and not in the file; it stays, since nothing is ever deleted' }),
    id: text('Its id; platform/item id of a placement'),
    name: text('Its name or title'),
    fields: z
      .array(
        z
          .object({
            field: text('Field'),
            before: value.openapi({ description: 'What is stored; null: nothing' }),
            after: value.openapi({ description: 'What the file says; null: nothing' }),
          })
          .openapi('CatalogueField', { description: 'A field that differs' }),
      )
      .openapi({ description: 'Of a change the fields that differ; of an addition all' }),
  })
  .openapi('CatalogueChange', { description: 'What applying does to one thing' });

const planSchema = z
  .object({
    id: text('Of this file on what is stored now: `apply` takes no other'),
    campaign: z
      .object({
        id: text('Campaign'),
        name: text('Name, Chinese'),
        nameEn: text('Name, English'),
        timeZone: text('IANA zone of its days'),
        isNew: z.boolean().openapi({ description: 'There is no such campaign yet' }),
      })
      .openapi('PlannedCampaign', { description: 'The campaign of the file' }),
    add: number('Things to add'),
    change: number('Things to change'),
    keep: number('Things that stay although the file has them not'),
    changes: z.array(changeSchema).openapi({ description: 'In the order they would be done' }),
    shared: z
      .array(
        z
          .object({
            entity: z
              .enum(['campaign', 'platform', 'account', 'episode', 'work', 'placement'])
              .openapi({ description: 'What' }),
            id: text('Its id'),
            name: text('Its name in the file'),
            campaigns: z.array(z.string()).openapi({ description: 'The other campaigns that use it' }),
          })
          .openapi('SharedChange', { description: 'A change that other campaigns see too' }),
      )
      .openapi({ description: 'What has to be confirmed with `shared`' }),
    conflicts: z
      .array(
        z
          .object({
            placementId: z.int().positive().openapi({ description: 'The placement that holds it' }),
            campaign: text('The campaign that holds it'),
            platform: text('Platform id'),
            externalId: text('The item id of the platform'),
          })
          .openapi('CatalogueConflict', { description: 'An item that another campaign holds' }),
      )
      .openapi({ description: 'With any of them the file cannot be applied' }),
  })
  .openapi('CataloguePlan', { description: 'What applying a file would change' });

export const plannedSchema = z
  .object({
    file: text('What the file is called'),
    fileHash: text('SHA-256 of the file'),
    problems: z
      .array(
        z
          .object({
            line: number('Line, from 1; 0: the whole file'),
            column: number('Column, from 1'),
            field: text('Path of the field; empty where there is none'),
            message: text('What is wrong and what is expected'),
            messageZh: text('The same in Chinese'),
          })
          .openapi('FileProblem', { description: 'A mistake of the file, by place' }),
      )
      .openapi({ description: 'With any of them there is no plan: a file is taken whole or not at all' }),
    plan: planSchema.nullable().openapi({ description: 'Null where the file has mistakes' }),
  })
  .openapi('CataloguePlanned', { description: 'A file and what it would change. Nothing was changed' });

export const appliedSchema = z
  .object({
    change: text('Id of the entry in the trail'),
    fileHash: text('SHA-256 of the file'),
    campaign: text('Campaign'),
    add: number('Things added'),
    changed: number('Things changed'),
  })
  .openapi('CatalogueApplied', { description: 'A file that was applied' });

/** GET /api/v1/catalogue/changes */
export const catalogueChangesSchema = z
  .object({
    changes: z
      .array(
        z
          .object({
            id: text('Entry of the trail'),
            recordedAt: instant('When'),
            action: z.enum(AUDIT_ACTIONS).openapi({
              description: 'apply: a file; add: links; accept, ignore, restore: an entry of the inbox',
            }),
            by: text('Who signed; empty: nobody did'),
            reason: text('Why; empty: not said'),
            campaign: text('Campaign; empty: none'),
            subject: text('Name of the file, id of the work or of the inbox entry'),
            fileHash: text('SHA-256 of the file; empty where there is none'),
            add: number('Things added'),
            change: number('Things changed'),
            changes: z.array(changeSchema).openapi({ description: 'Each of them' }),
          })
          .openapi('CatalogueTrailEntry', { description: 'A change of the catalogue that was asked for' }),
      )
      .openapi({ description: 'Newest first' }),
  })
  .openapi('CatalogueTrail', { description: 'Who changed the catalogue, when, and how' });

export const changesQuery = z.strictObject({
  campaign: z
    .string()
    .optional()
    .openapi({ description: 'Only of this campaign', example: 'reporting-2022' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .openapi({ description: 'How many, from 1 to 200', type: 'integer', example: 50 }),
});

export type CatalogueChange = z.infer<typeof changeSchema>;
export type CataloguePlanned = z.infer<typeof plannedSchema>;
export type CatalogueApplied = z.infer<typeof appliedSchema>;
export type CatalogueTrail = z.infer<typeof catalogueChangesSchema>;
