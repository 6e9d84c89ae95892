/**
 * The shapes of /api/v1: the one description that the routes check, OpenAPI publishes and the pages are typed by.
 */
export * from './contract/broadcast.ts';
export * from './contract/campaigns.ts';
export * from './contract/collection.ts';
export * from './contract/evidence.ts';
export * from './contract/intake.ts';
export * from './contract/parts.ts';
export * from './contract/queries.ts';
export * from './contract/totals.ts';
