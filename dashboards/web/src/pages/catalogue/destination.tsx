import { useId } from 'react';
import { WORK_KINDS } from '../../../../../pipeline/domain/reading.ts';
import type { CatalogueOverview } from '../../../../api/contract.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Choice } from './choice.tsx';
import { useCampaignCatalogue, useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

/** Where items are to be registered, as the form has it: '' is the campaign alone, a new work, or the platform's own. */
export type Place = {
  readonly campaign: string;
  readonly episode: string;
  readonly work: string;
  readonly kind: string;
  readonly title: string;
};

export const NO_PLACE: Place = { campaign: '', episode: '', work: '', kind: '', title: '' };

/** The form's words as the API takes them. */
export const destinationOf = ({ campaign, episode, work, kind, title }: Place) => ({
  campaign,
  ...(episode !== '' && { episode }),
  ...(work !== ''
    ? { work }
    : { ...(kind !== '' && { kind }), ...(title.trim() !== '' && { title: title.trim() }) }),
});

type Props = {
  readonly overview: CatalogueOverview;
  readonly value: Place;
  readonly onChange: (value: Place) => void;
  /** False where each item is a work of its own, named elsewhere. */
  readonly oneWork?: boolean;
  /** What the title would be by itself. */
  readonly titleHint?: string;
};

/** Campaign, episode and work: where items belong. */
export const DestinationFields = ({ overview, value, onChange, oneWork = true, titleHint }: Props) => {
  const { words } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const id = useId();
  const { data } = useCampaignCatalogue(value.campaign);
  const works = data?.works.filter(work => (work.episode ?? '') === value.episode) ?? [];
  return (
    <>
      {overview.campaigns.length !== 1 && (
        <Choice
          label={own.place.campaign}
          value={value.campaign}
          options={[
            ...(value.campaign === '' ? [{ value: '', label: own.place.choose }] : []),
            ...overview.campaigns.map(campaign => ({
              value: campaign.id,
              label: names.campaign(campaign.id),
            })),
          ]}
          onChange={campaign => onChange({ ...value, campaign, episode: '', work: '' })}
        />
      )}
      <Choice
        label={own.place.episode}
        value={value.episode}
        options={[
          { value: '', label: own.alone },
          ...(data?.episodes ?? [])
            .filter(({ status }) => status !== 'cancelled')
            .map(({ id: episode, number, title }) => ({
              value: episode,
              label: own.place.episodeNo(number, title),
            })),
        ]}
        onChange={episode => onChange({ ...value, episode, work: '' })}
      />
      {oneWork && (
        <Choice
          label={own.place.work}
          value={value.work}
          options={[
            { value: '', label: own.place.newWork },
            ...works.map(({ id: work, title, kind }) => ({
              value: work,
              label: `${title}${words.dot}${words.kinds[kind]}`,
            })),
          ]}
          onChange={work => onChange({ ...value, work })}
        />
      )}
      {(value.work === '' || !oneWork) && (
        <>
          {oneWork && (
            <div className="field">
              <label htmlFor={`${id}-title`}>{own.place.title}</label>
              <input
                id={`${id}-title`}
                type="text"
                value={value.title}
                placeholder={titleHint}
                onChange={event => onChange({ ...value, title: event.target.value })}
              />
              <p className="field-note">{own.place.titleHint}</p>
            </div>
          )}
          <Choice
            label={own.place.kind}
            value={value.kind}
            options={[
              { value: '', label: own.place.kindAuto },
              ...WORK_KINDS.map(kind => ({ value: kind, label: words.kinds[kind] })),
            ]}
            onChange={kind => onChange({ ...value, kind })}
          />
        </>
      )}
    </>
  );
};
