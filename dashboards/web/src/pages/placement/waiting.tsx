import { Link } from 'wouter';
import { useServer } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { Icon } from '../../components/icons.tsx';
import { isOpen, type Reading, readingKey, standingBefore } from '../../components/readings/reading-key.ts';
import { formatMomentNear } from '../../format/dates.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { usePlacementContext } from './context.ts';
import { usePlacementWords } from './words.ts';

/** More than these are in the table below. */
const MOST = 3;

/** What a person has to decide here, before anything else: what was read, what stood before it, and what can be done. */
export const Waiting = () => {
  const own = usePlacementWords().waiting;
  const { readings } = usePlacementContext();
  const server = useServer();
  const open = readings?.readings.filter(isOpen) ?? [];
  if (open.length === 0) return null;
  return (
    <section className="waiting" aria-labelledby="waiting-title">
      <h2 id="waiting-title">
        <Icon name="question" />
        {own.title(open.length)}
      </h2>
      {open.slice(0, MOST).map(reading => (
        <One key={readingKey(reading)} reading={reading} mayDecide={server?.mayCollect === true} />
      ))}
      {server?.mayCollect === false && <p className="field-note">{own.readOnly}</p>}
    </section>
  );
};

const One = ({ reading, mayDecide }: { reading: Reading; mayDecide: boolean }) => {
  const { locale } = useLocale();
  const own = usePlacementWords().waiting;
  const { timeZone, asOf } = useCampaignContext();
  const { readings } = usePlacementContext();
  const { hrefOf } = useSheets();
  const at = (text: string) => formatMomentNear(Date.parse(text), asOf, timeZone, locale);
  const { reason, observedAt, text, countLow, countHigh, payloadId } = reading;
  const before = standingBefore(readings?.readings ?? [], reading);
  const said = reason === 'zero' ? own.zero : reason === 'jump' ? own.jump : own.fall;
  const sentences = [
    said(at(observedAt), text),
    before ? own.before(formatBoundsFull(before, locale), at(before.observedAt)) : own.nothingBefore,
    ...(countLow === null ? [] : [own.counted(formatBoundsFull({ low: countLow, high: countHigh }, locale))]),
  ];
  return (
    <div className="waiting-one">
      <p>{sentences.join(locale === 'zh-CN' ? '' : ' ')}</p>
      <p className="waiting-tools no-print">
        {mayDecide && (
          <Link href={hrefOf('decide', readingKey(reading))} className="button primary">
            {own.decide}
          </Link>
        )}
        {mayDecide && (
          <Link href={hrefOf('again')} className="button">
            <Icon name="collect" />
            {own.again}
          </Link>
        )}
        {payloadId !== '' && (
          <Link href={hrefOf('payload', payloadId)} className="text-link">
            {own.payload}
          </Link>
        )}
      </p>
    </div>
  );
};
