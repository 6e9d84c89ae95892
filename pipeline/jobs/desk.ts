import type { Adjustment, AdjustmentRecord } from '../domain/adjustment.ts';
import { ConfigError } from '../problems.ts';
import type { InboxEntry } from '../store/inbox.ts';
import type { StoredPublication } from '../store/publications.ts';
import { type AddRequest, add } from './add.ts';
import { addCorrection, type CorrectionRequest, type Signature, withdrawAdjustment } from './adjust.ts';
import type { App } from './app.ts';
import { type Authorised, authorise, type ConsentCode } from './authorise.ts';
import { applyFile, type CatalogueText, type FileSignature } from './catalogue-file.ts';
import { type Begun, type CollectRequest, createCollectNow } from './collect-now.ts';
import { type Accepted, accept, ignore, restore } from './decide.ts';
import type { DiscoverScope } from './discover.ts';
import { type Discovery, lastDiscovery, lookForItems } from './discoveries.ts';
import { type Decided, decideOn, type ReadingIdentity, type Word } from './doubts.ts';
import { type ExclusionRequest, excludeJump } from './exclude.ts';
import { type ClassWord, classifyFall, type Fall } from './falls.ts';
import type { Destination, Placed } from './place.ts';
import { type PublishRequest, publish } from './publish.ts';
import { type Recognised, recognise } from './recognise.ts';
import type { RunUnderWay } from './under-way.ts';

/** What may be changed from outside: through the API, and from the command line. */
export type Desk = {
  /** @throws what {@link add} throws */
  add(request: AddRequest, options: { readonly isPlan: boolean }): Promise<Placed>;
  /** @throws what {@link decideOn} throws */
  decide(reading: ReadingIdentity, word: Word): Promise<Decided>;
  /** @throws what {@link classifyFall} throws */
  classifyFall(campaign: string, id: string, word: ClassWord): Promise<Fall>;
  /** @throws what {@link accept} throws */
  accept(id: string, decision: Destination): Promise<Accepted>;
  /** @throws what {@link addCorrection} throws */
  correct(request: CorrectionRequest): Promise<Adjustment>;
  /** @throws what {@link excludeJump} throws */
  exclude(request: ExclusionRequest): Promise<Adjustment>;
  /** @throws what {@link withdrawAdjustment} throws */
  withdraw(campaign: string | undefined, id: string, signature: Signature): Promise<AdjustmentRecord>;
  /** @throws what {@link publish} throws */
  publish(request: PublishRequest): Promise<StoredPublication>;
  /** @throws what {@link ignore} throws */
  ignore(id: string, by?: string): Promise<InboxEntry>;
  /** @throws what {@link restore} throws */
  restore(id: string, by?: string): Promise<InboxEntry>;
  /** Asks platforms where short links lead. @throws what {@link recognise} throws */
  recognise(text: string): Promise<Recognised[]>;
  /** @throws what {@link applyFile} throws */
  applyFile(file: CatalogueText, signature: FileSignature): ReturnType<typeof applyFile>;
  /** Begins a run that goes on by itself. @throws what `CollectNow.collect` throws */
  collect(request: CollectRequest): Promise<Begun>;
  /** Collects again what a reject left unread. @throws what `CollectNow.retry` throws */
  retryReject(id: string, by: string): Promise<Begun>;
  /** Stops a run under way. @throws what `CollectNow.stop` throws */
  stopRun(run: string, by: string): RunUnderWay;
  /** Exchanges a consent code at once. @throws what {@link authorise} throws */
  authorise(code: ConsentCode): Promise<Authorised>;
  /** Looks for new items on our accounts, and goes on by itself. @throws what {@link lookForItems} throws */
  discover(request: DiscoverScope & { readonly by: string }): Promise<Discovery>;
  /** Resolves when what was begun here has ended; to be waited for before the app is closed. */
  settled(): Promise<void>;
};

export const createDesk = (app: App): Desk => {
  const runs = createCollectNow(app);
  let looking: Promise<void> = Promise.resolve();
  return {
    add: (request, options) => {
      if (request.texts.length === 0) throw new ConfigError('There is no link to add.');
      return add(app, request, options);
    },
    decide: (reading, word) => decideOn(app, reading, word),
    classifyFall: (campaign, id, word) => classifyFall(app, campaign, id, word),
    correct: request => addCorrection(app, request),
    exclude: request => excludeJump(app, request),
    withdraw: (campaign, id, signature) => withdrawAdjustment(app, campaign, id, signature),
    publish: request => publish(app, request),
    accept: (id, decision) => accept(app, id, decision),
    ignore: (id, by) => ignore(app, id, by),
    restore: (id, by) => restore(app, id, by),
    recognise: text => recognise(app, text),
    applyFile: (file, signature) => applyFile(app, file, signature),
    collect: request => runs.collect(request),
    retryReject: (id, by) => runs.retry(id, by),
    stopRun: (run, by) => runs.stop(run, by),
    authorise: code => authorise(app, code),
    discover: async request => {
      const begun = Promise.withResolvers<void>();
      looking = lookForItems(app, request, begun.resolve).then(
        ({ found, sure }) => {
          app.log.info({ found, sure, by: request.by }, 'looked for new items on our accounts');
        },
        error => {
          begun.reject(error);
          app.log.warn({ err: error }, 'the look for new items ended early');
        },
      );
      await begun.promise;
      const standing = lastDiscovery(app.config.data);
      if (standing === null) throw new Error('The look for new items has left no trace.');
      return standing;
    },
    settled: async () => {
      await Promise.all([runs.settled(), looking]);
    },
  };
};
