import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Campaign, Campaigns, PublicationDetail, SettingsBody } from '../../../../api/contract.ts';
import { queryOf, sendJson } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { instantOf, wallOf } from '../../format/dates.ts';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { FreezeMoment } from './freeze-moment.tsx';
import { FreezePreview } from './freeze-preview.tsx';
import { CLOSED, useFreezeState } from './params.ts';
import { usePublicationsWords } from './words.ts';

type Card = Campaigns['campaigns'][number];
type Props = {
  readonly campaign: Card;
  readonly campaigns: readonly Card[];
  readonly formulas: SettingsBody['formulas'];
};

/** Which total, what it says and lacks, and the signature: what is previewed is what is frozen, to the millisecond. */
export const FreezeSheet = ({ campaign, campaigns, formulas }: Props) => {
  const { locale, say } = useLocale();
  const own = usePublicationsWords();
  const { state, go } = useFreezeState();
  const at = state.asOf === null ? null : instantOf(state.asOf, campaign.timeZone);
  const isValid = state.asOf === null || at !== null;
  const asOf = at === null ? null : new Date(at).toISOString();
  const knownAt = state.known === 'then' ? asOf : null;
  const preview = useGet<Campaign>(
    `/campaigns/${encodeURIComponent(campaign.id)}${queryOf({ asOf, knownAt, formula: state.formula })}`,
    { enabled: isValid },
  );
  return (
    <Sheet title={own.form.title} onClose={() => go(CLOSED, 'back')}>
      <div className="freeze">
        {campaigns.length > 1 && (
          <div className="field">
            <label htmlFor="freeze-campaign">{own.form.campaign}</label>
            <select
              id="freeze-campaign"
              value={campaign.id}
              onChange={event => go({ ...CLOSED, freeze: event.target.value })}
            >
              {campaigns.map(card => (
                <option key={card.id} value={card.id}>
                  {campaignName(card, locale)}
                </option>
              ))}
            </select>
          </div>
        )}
        <FreezeMoment
          timeZone={campaign.timeZone}
          isValid={isValid}
          latest={preview.data ? wallOf(Date.parse(preview.data.asOf), campaign.timeZone) : null}
        />
        {formulas.length > 1 && (
          <div className="field">
            <label htmlFor="freeze-formula">{own.page.formula}</label>
            <select
              id="freeze-formula"
              value={state.formula ?? preview.data?.formula.name ?? ''}
              onChange={event => go({ formula: event.target.value })}
            >
              {formulas.map(({ name, label }) => (
                <option key={name} value={name}>
                  {say(label)} {name}
                </option>
              ))}
            </select>
          </div>
        )}
        {isValid && (
          <Answered query={preview} what={own.form.previewWhat}>
            {data => (
              <>
                <FreezePreview total={data} />
                {data.coverage.expected > 0 && <Sign total={data} />}
              </>
            )}
          </Answered>
        )}
      </div>
    </Sheet>
  );
};

const Sign = ({ total }: { total: Campaign }) => {
  const { locale } = useLocale();
  const own = usePublicationsWords();
  const links = useLinks();
  const [, navigate] = useLocation();
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const frozen = useRef<string | null>(null);
  const { campaign, asOf, knownAt, formula } = total;
  return (
    <ConfirmForm
      action={own.form.action}
      reason="none"
      run={async ({ by }) => {
        const { id } = await sendJson<PublicationDetail>(
          'POST',
          `/campaigns/${encodeURIComponent(campaign.id)}/publications`,
          {
            ...{ by, asOf, knownAt, formula: formula.name },
            ...(title.trim() && { title: title.trim() }),
            ...(note.trim() && { note: note.trim() }),
          },
        );
        frozen.current = id;
      }}
      onDone={() => {
        if (frozen.current !== null) navigate(links.publication(frozen.current), { replace: true });
      }}
    >
      <div className="field">
        <label htmlFor="freeze-title">{own.form.name}</label>
        <input
          id="freeze-title"
          type="text"
          maxLength={200}
          placeholder={campaignName(campaign, locale)}
          value={title}
          aria-describedby="freeze-title-note"
          onChange={event => setTitle(event.target.value)}
        />
        <p className="field-note" id="freeze-title-note">
          {own.form.nameNote}
        </p>
      </div>
      <div className="field">
        <label htmlFor="freeze-note">{own.form.note}</label>
        <textarea
          id="freeze-note"
          rows={2}
          maxLength={2000}
          value={note}
          aria-describedby="freeze-note-note"
          onChange={event => setNote(event.target.value)}
        />
        <p className="field-note" id="freeze-note-note">
          {own.form.noteNote}
        </p>
      </div>
      <p className="freeze-forever">{own.form.forever}</p>
    </ConfirmForm>
  );
};
