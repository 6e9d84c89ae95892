import { useEffect, useMemo, useRef } from 'react';
import type { Payload } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { Icon } from '../../components/icons.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { formatMoment } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { usePlacementContext } from './context.ts';
import { MOST_SHOWN, markText, readable } from './payload-text.ts';
import { usePlacementWords } from './words.ts';

/** What the platform said, as text, with the reading marked in it; as a file its hash can be checked. */
export const PayloadSheet = ({ id }: { id: string }) => {
  const own = usePlacementWords().payload;
  const { close, back } = useSheets();
  const query = useGet<Payload>(`/payloads/${encodeURIComponent(id)}`);
  return (
    <Sheet title={own.title} onClose={close} {...(back ? { onBack: back } : {})}>
      <Answered query={query} what={own.title} partial>
        {payload => <Body payload={payload} />}
      </Answered>
    </Sheet>
  );
};

const Body = ({ payload }: { payload: Payload }) => {
  const { locale, words } = useLocale();
  const own = usePlacementWords().payload;
  const { timeZone } = useCampaignContext();
  const { readings } = usePlacementContext();
  const reading = readings?.readings.find(({ payloadId }) => payloadId === payload.id);
  const text = useMemo(() => (payload.encoding === 'utf-8' ? readable(payload.body) : null), [payload]);
  const parts = useMemo(() => (text === null ? [] : markText(text, reading?.text ?? '')), [text, reading]);
  const shown = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked changes with the parts.
  useEffect(() => {
    const mark = shown.current?.querySelector('mark');
    if (shown.current && mark) shown.current.scrollTop = mark.offsetTop - shown.current.clientHeight / 2;
  }, [parts]);
  return (
    <>
      <dl className="facts-list">
        <div>
          <dt>{own.fetched}</dt>
          <dd>{formatMoment(Date.parse(payload.fetchedAt), timeZone, locale)}</dd>
        </div>
        <div>
          <dt>{own.type}</dt>
          <dd>{[payload.contentType, own.bytes(formatFull(payload.size))].join(words.dot)}</dd>
        </div>
        <div>
          <dt>{own.hash}</dt>
          <dd>
            <code className="mono">{payload.id}</code>
          </dd>
        </div>
      </dl>
      <p className="payload-tools">
        <a className="button" href={`/api/v1/payloads/${encodeURIComponent(payload.id)}/bytes`} download>
          <Icon name="download" />
          {own.download}
        </a>
        <span className="field-note">{own.secrets}</span>
      </p>
      {text === null && <p className="sheet-text">{own.binary}</p>}
      {parts.some(({ marked }) => marked) && reading && (
        <p className="field-note">{own.marked(reading.text)}</p>
      )}
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        <section className="payload-text" ref={shown} tabIndex={0} aria-label={own.title}>
          <pre>
            {parts.map(({ at, marked, text: said }) => (marked ? <mark key={at}>{said}</mark> : said))}
          </pre>
        </section>
      )}
      {text !== null && text.length > MOST_SHOWN && (
        <p className="field-note">{own.cut(formatFull(MOST_SHOWN))}</p>
      )}
    </>
  );
};
