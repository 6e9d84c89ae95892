/**
 * The shapes of /api/v1: the one description that the routes check, OpenAPI publishes and the pages are typed by.
 */
export * from './contract/adjustments.ts';
export * from './contract/beside.ts';
export * from './contract/broadcast.ts';
export * from './contract/campaigns.ts';
export * from './contract/catalogue.ts';
export * from './contract/catalogue-changes.ts';
export * from './contract/collection.ts';
export * from './contract/collection-runs.ts';
export * from './contract/collection-watch.ts';
export * from './contract/comparison.ts';
export * from './contract/discoveries.ts';
export * from './contract/doubts.ts';
export * from './contract/evidence.ts';
export * from './contract/intake.ts';
export * from './contract/kinds.ts';
export * from './contract/milestones.ts';
export * from './contract/parts.ts';
export * from './contract/proofs.ts';
export * from './contract/publications.ts';
export * from './contract/queries.ts';
export * from './contract/settings.ts';
export * from './contract/time.ts';
export * from './contract/time-queries.ts';
export * from './contract/totals.ts';
export * from './contract/works.ts';
