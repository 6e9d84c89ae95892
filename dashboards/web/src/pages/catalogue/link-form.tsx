import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { CatalogueOverview, PlacedBody } from '../../../../api/contract.ts';
import { ApiError, sendJson } from '../../api/client.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { ErrorWords } from '../../components/problem.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { additionsOf, type RecognisedLink, type Wishes } from './additions.ts';
import { Choice } from './choice.tsx';
import { DestinationFields } from './destination.tsx';
import { LinkPreview } from './link-preview.tsx';
import { useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Props = {
  readonly overview: CatalogueOverview;
  readonly fresh: readonly RecognisedLink[];
  readonly wishes: Wishes;
  readonly onWishes: (wishes: Wishes) => void;
  readonly onDone: (placed: readonly PlacedBody[]) => void;
};

type Preview = { readonly of: string; readonly placed: readonly PlacedBody[] };

/** Where new items belong, a preview of what would be registered, and only then the button that does it. */
export const LinkForm = ({ overview, fresh, wishes, onWishes, onDone }: Props) => {
  const { words } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const id = useId();
  const [registered, setRegistered] = useState<readonly PlacedBody[]>([]);
  const { mode, place, titles, accounts, kinds = {} } = wishes;
  const isEach = mode === 'each' && fresh.length > 1;
  const additions = additionsOf(fresh, wishes);
  const asked = JSON.stringify(additions);
  const accountsOf = (platform: string) => overview.accounts.filter(account => account.platform === platform);
  const undecided = fresh.filter(
    ({ address, item }) =>
      item && item.account === null && accountsOf(item.platform).length > 1 && !accounts[address],
  );
  const untold = fresh.filter(({ address, either }) => either.length > 0 && !kinds[address]);
  const untitled = isEach
    ? fresh.filter(({ address }) => (titles[address] ?? '').trim() === '').length
    : Number(place.work === '' && place.title.trim() === '' && fresh[0]?.item?.title === '');
  const looking = useMutation<Preview, Error, void>({
    mutationFn: async () => {
      const placed: PlacedBody[] = [];
      for (const addition of additions) {
        placed.push(await sendJson<PlacedBody>('POST', '/placements', { ...addition, plan: true }));
      }
      return { of: asked, placed };
    },
  });
  const preview = looking.data?.of === asked ? looking.data : null;
  const count = preview?.placed.flatMap(each => each.placements).length ?? 0;
  return (
    <section className="part">
      <h2>{own.links.where}</h2>
      <form
        className="confirm"
        onSubmit={event => {
          event.preventDefault();
          looking.mutate();
        }}
      >
        {fresh.length > 1 && (
          <Choice
            label={own.links.mode}
            value={mode}
            options={[
              { value: 'one', label: own.links.modes.one },
              { value: 'each', label: own.links.modes.each },
            ]}
            onChange={value => onWishes({ ...wishes, mode: value === 'each' ? 'each' : 'one' })}
          />
        )}
        <DestinationFields
          overview={overview}
          value={place}
          oneWork={!isEach}
          onChange={next => onWishes({ ...wishes, place: next })}
        />
        {isEach &&
          fresh.map(({ address, item }, index) => (
            <div key={address} className="field">
              <label htmlFor={`${id}-${index}`}>{own.links.titleOf(index + 1)}</label>
              <input
                id={`${id}-${index}`}
                type="text"
                value={titles[address] ?? ''}
                onChange={event =>
                  onWishes({ ...wishes, titles: { ...titles, [address]: event.target.value } })
                }
              />
              <p className="field-note mono">{item?.url || address}</p>
            </div>
          ))}
        {fresh.map(({ address, item, either }) =>
          either.length === 0 ? null : (
            <Choice
              key={address}
              label={own.links.eitherOf}
              value={kinds[address] ?? ''}
              options={[
                { value: '', label: own.place.choose },
                ...either.map(kind => ({ value: kind, label: words.kinds[kind] })),
              ]}
              note={item?.url || address}
              onChange={kind => onWishes({ ...wishes, kinds: { ...kinds, [address]: kind } })}
            />
          ),
        )}
        {fresh.map(({ address, item }) => {
          if (!item || item.account !== null || accountsOf(item.platform).length < 2) return null;
          return (
            <Choice
              key={address}
              label={`${own.place.account}${words.dot}${names.platform(item.platform)}`}
              value={accounts[address] ?? ''}
              options={[
                { value: '', label: own.place.choose },
                ...accountsOf(item.platform).map(account => ({ value: account.id, label: account.name })),
              ]}
              note={item.url || address}
              onChange={account => onWishes({ ...wishes, accounts: { ...accounts, [address]: account } })}
            />
          );
        })}
        {untitled > 0 && <p className="field-note">{own.place.needTitle}</p>}
        {untold.length > 0 && <p className="field-note">{own.links.needEither}</p>}
        {undecided.length > 0 && <p className="field-note">{own.place.needAccount}</p>}
        <div className="confirm-actions">
          <button
            type="submit"
            className={preview ? 'button' : 'button primary'}
            disabled={
              looking.isPending ||
              untitled > 0 ||
              untold.length > 0 ||
              undecided.length > 0 ||
              place.campaign === ''
            }
          >
            {own.links.preview}
          </button>
          <span role="status">
            {looking.isPending && own.links.previewing}
            {!looking.isPending && looking.data && !preview && own.links.changed}
          </span>
        </div>
      </form>
      {looking.error && (
        <div role="alert">
          <ErrorWords
            title={words.confirm.failed}
            error={looking.error instanceof ApiError ? looking.error : ApiError.from(looking.error)}
          />
        </div>
      )}
      {preview && (
        <section className="part" aria-label={own.links.plan}>
          <h2>{own.links.plan}</h2>
          <LinkPreview overview={overview} placed={preview.placed} />
          <ConfirmForm
            action={own.links.register}
            reason="none"
            run={async ({ by }) => {
              const all = [...registered];
              // What went through before a refusal is not sent again.
              for (const addition of additions.slice(registered.length)) {
                all.push(await sendJson<PlacedBody>('POST', '/placements', { ...addition, by }));
                setRegistered([...all]);
              }
              onDone(all);
            }}
          >
            <p>{own.links.planWhat(formatFull(count))}</p>
            {registered.length > 0 && (
              <p role="alert">
                {own.links.done(formatFull(registered.length))} {own.links.partly}{' '}
                {additions[registered.length]?.links.map(({ link }) => link).join(' ')}
              </p>
            )}
          </ConfirmForm>
        </section>
      )}
    </section>
  );
};
