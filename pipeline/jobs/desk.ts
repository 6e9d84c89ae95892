import type { Adjustment, AdjustmentRecord } from '../domain/adjustment.ts';
import { ConfigError } from '../problems.ts';
import type { InboxEntry } from '../store/inbox.ts';
import type { StoredPublication } from '../store/publications.ts';
import { type AddRequest, add } from './add.ts';
import { addCorrection, type CorrectionRequest, type Signature, withdrawAdjustment } from './adjust.ts';
import type { App } from './app.ts';
import { applyFile, type CatalogueText, type FileSignature } from './catalogue-file.ts';
import { type Begun, type CollectRequest, createCollectNow } from './collect-now.ts';
import { type Accepted, accept, ignore, restore } from './decide.ts';
import { type Decided, decideOn, type ReadingIdentity, type Word } from './doubts.ts';
import { type ExclusionRequest, excludeJump } from './exclude.ts';
import { type ClassWord, classifyFall, type Fall } from './falls.ts';
import type { Destination, Placed } from './place.ts';
import { type PublishRequest, publish } from './publish.ts';
import { type Recognised, recognise } from './recognise.ts';

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
  /** Resolves when the run that was begun here has ended; to be waited for before the app is closed. */
  settled(): Promise<void>;
};

export const createDesk = (app: App): Desk => {
  const runs = createCollectNow(app);
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
    settled: () => runs.settled(),
  };
};
