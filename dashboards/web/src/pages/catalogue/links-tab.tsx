import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CatalogueOverview, PlacedBody, RecognisedLinks } from '../../../../api/contract.ts';
import { ApiError, sendJson } from '../../api/client.ts';
import { ErrorWords } from '../../components/problem.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { freshOf, titleBeside, type Wishes } from './additions.ts';
import { NO_PLACE } from './destination.tsx';
import { LinkDone } from './link-done.tsx';
import { LinkForm } from './link-form.tsx';
import { LinkList } from './link-list.tsx';
import { useCatalogueState } from './params.ts';
import { useDraft } from './use-draft.ts';
import { useCatalogueWords } from './words.ts';

type Looked = { readonly text: string; readonly links: RecognisedLinks['links'] };

/** Links and share texts: what they lead to, where they belong, what would be registered, and registering it. */
export const LinksTab = ({ overview }: { overview: CatalogueOverview }) => {
  const { words } = useLocale();
  const own = useCatalogueWords();
  const { state, go } = useCatalogueState();
  const [draft, setDraft] = useDraft('links', '');
  const [text, setText] = [state.add ?? draft, setDraft];
  const [looked, setLooked] = useState<Looked | null>(null);
  const [wishes, setWishes] = useDraft<Wishes>('wishes', {
    ...{ mode: 'one', titles: {}, accounts: {} },
    place: { ...NO_PLACE, campaign: overview.campaigns.at(-1)?.id ?? '' },
  });
  const [done, setDone] = useState<readonly PlacedBody[] | null>(null);
  const looking = useMutation<RecognisedLinks, ApiError | Error, string>({
    mutationFn: pasted => sendJson('POST', '/catalogue/links', { text: pasted }),
    onSuccess: ({ links }, pasted) => {
      setLooked({ text: pasted, links });
      const fresh = freshOf(links);
      const titles = Object.fromEntries(
        fresh.map(({ address, item }) => [address, item?.title || titleBeside(pasted, address)]),
      );
      const [first] = fresh;
      setWishes({
        ...wishes,
        titles,
        accounts: {},
        kinds: {},
        place: { ...wishes.place, work: '', title: (first && titles[first.address]) ?? '' },
      });
    },
  });
  const type = (next: string): void => {
    setText(next);
    if (state.add !== null) go({ tab: 'links', add: null });
  };
  if (done) {
    return (
      <LinkDone
        placed={done}
        onAgain={() => {
          setDone(null);
          setLooked(null);
          type('');
        }}
      />
    );
  }
  const isStale = looked !== null && looked.text !== text;
  return (
    <>
      <form
        className="paste"
        onSubmit={event => {
          event.preventDefault();
          if (text.trim() !== '' && !looking.isPending) looking.mutate(text);
        }}
      >
        <div className="field">
          <label htmlFor="links">{own.links.label}</label>
          <textarea
            id="links"
            rows={5}
            value={text}
            placeholder={own.links.placeholder}
            aria-describedby="links-note"
            onChange={event => type(event.target.value)}
          />
          <p id="links-note" className="field-note">
            {own.links.hint}
          </p>
        </div>
        <div className="confirm-actions">
          <button
            type="submit"
            className={looked && !isStale ? 'button' : 'button primary'}
            disabled={text.trim() === '' || looking.isPending || !overview.mayChange}
          >
            {own.links.recognise}
          </button>
          <span role="status">{looking.isPending && own.links.recognising}</span>
        </div>
      </form>
      {looking.error && (
        <div role="alert">
          <ErrorWords
            title={words.problem.what(own.links.what)}
            error={looking.error instanceof ApiError ? looking.error : ApiError.from(looking.error)}
          />
        </div>
      )}
      {looked && !isStale && !looking.isPending && (
        <>
          <LinkList overview={overview} links={looked.links} />
          {freshOf(looked.links).length === 0 ? (
            <p role="status">{own.links.nothing}</p>
          ) : overview.campaigns.length === 0 ? (
            <p>{own.noCampaign}</p>
          ) : (
            <LinkForm
              overview={overview}
              fresh={freshOf(looked.links)}
              wishes={wishes}
              onWishes={setWishes}
              onDone={setDone}
            />
          )}
        </>
      )}
    </>
  );
};
