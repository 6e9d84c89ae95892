import { useState } from 'react';
import type { CatalogueOverview, Decided, InboxRow } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { formatMoment } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { DestinationFields, destinationOf, type Place } from './destination.tsx';
import { useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Props = {
  readonly overview: CatalogueOverview;
  readonly entry: InboxRow;
  readonly onDone: (decided: Decided) => void;
  readonly onCancel: () => void;
};

/** One entry, put where a person says it belongs. */
export const EntryForm = ({ overview, entry, onDone, onCancel }: Props) => {
  const { words, locale } = useLocale();
  const { inbox, place: placeWords, why } = useCatalogueWords();
  const names = useNames(overview);
  const { proposal } = entry;
  const [place, setPlace] = useState<Place>({
    campaign: proposal?.campaign ?? overview.campaigns.at(-1)?.id ?? '',
    episode: proposal?.episode ?? '',
    work: proposal?.work ?? '',
    kind: '',
    title: entry.title,
  });
  const zone = names.zone(place.campaign);
  const lacksTitle = place.work === '' && place.title.trim() === '';
  let decided: Decided | null = null;
  return (
    <>
      <dl className="facts-list">
        <div>
          <dt>{inbox.account}</dt>
          <dd>
            {names.platform(entry.platform)}
            {words.dot}
            {names.account(entry.account)}
          </dd>
        </div>
        <div>
          <dt>{inbox.facts.id}</dt>
          <dd className="mono">{entry.externalId}</dd>
        </div>
        <div>
          <dt>{inbox.facts.discovered}</dt>
          <dd>{formatMoment(Date.parse(entry.discoveredAt), zone, locale)}</dd>
        </div>
        {proposal && proposal.rule !== '' && (
          <div>
            <dt>{inbox.facts.rule}</dt>
            <dd>{why(proposal.rule)}</dd>
          </div>
        )}
        {proposal && proposal.doubt !== '' && (
          <div>
            <dt>{inbox.facts.doubt}</dt>
            <dd>{why(proposal.doubt)}</dd>
          </div>
        )}
      </dl>
      <ConfirmForm
        action={inbox.confirm}
        reason="none"
        disabled={place.campaign === '' || lacksTitle}
        run={async ({ by }) => {
          decided = await sendJson<Decided>('POST', `/inbox/${encodeURIComponent(entry.id)}`, {
            action: 'accept',
            by,
            ...destinationOf(place),
          });
        }}
        onDone={() => decided && onDone(decided)}
        onCancel={onCancel}
      >
        <DestinationFields overview={overview} value={place} onChange={setPlace} />
        {lacksTitle && <p className="field-note wrong">{placeWords.needTitle}</p>}
        <p>{inbox.meaning}</p>
      </ConfirmForm>
    </>
  );
};
