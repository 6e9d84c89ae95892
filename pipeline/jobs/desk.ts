import { ConfigError } from '../problems.ts';
import type { InboxEntry } from '../store/inbox.ts';
import { type AddRequest, add } from './add.ts';
import type { App } from './app.ts';
import { type Accepted, accept, ignore } from './decide.ts';
import type { Destination, Placed } from './place.ts';

/** What may be changed from outside: through the API, and from the command line. */
export type Desk = {
  /** @throws what {@link add} throws */
  add(request: AddRequest, options: { readonly isPlan: boolean }): Promise<Placed>;
  /** @throws what {@link accept} throws */
  accept(id: string, decision: Destination): Promise<Accepted>;
  /** @throws what {@link ignore} throws */
  ignore(id: string): Promise<InboxEntry>;
};

export const createDesk = (app: App): Desk => ({
  add: (request, options) => {
    if (request.texts.length === 0) throw new ConfigError('There is no link to add.');
    return add(app, request, options);
  },
  accept: (id, decision) => accept(app, id, decision),
  ignore: id => ignore(app, id),
});
