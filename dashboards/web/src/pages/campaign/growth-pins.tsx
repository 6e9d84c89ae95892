import { Link } from 'wouter';
import type { NamedPin } from '../../charts/growth-pins.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { formatDayShort } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { usePageState } from '../../url/use-state.ts';
import './growth-pins.css';

/** The pins in words, each a way to what it is about: what the marks above the curve have no room to say. */
export const GrowthPins = ({ pins }: { pins: readonly NamedPin[] }) => {
  const { locale, words } = useLocale();
  const { growth } = useCampaignWords();
  const { href, sheetHref } = usePageState();
  const links = useLinks();
  if (pins.length === 0) return null;
  const hrefOf = ({ to }: NamedPin): string => {
    if (to === 'formula') return sheetHref({ kind: 'formula' }, []);
    return 'asOf' in to ? href({ asOf: to.asOf, sheet: [] }) : links.publication(to.publication);
  };
  const kinds = (['milestone', 'break', 'publication'] as const).flatMap(kind => {
    const count = pins.filter(pin => pin.kind === kind).length;
    return count === 0 ? [] : [`${growth.pinKinds[kind]} ${count}`];
  });
  return (
    <details className="pins">
      <summary>
        {growth.pins(pins.length)}
        {words.colon}
        {kinds.join(words.comma)}
      </summary>
      <ul>
        {pins.map(pin => (
          <li key={pin.key}>
            <span className={`pin-mark pin-${pin.kind}`} aria-hidden="true" />
            <span className="pin-date number">{formatDayShort(pin.date, locale)}</span>
            <span>
              <Link href={hrefOf(pin)} className="quiet-link">
                {pin.text}
              </Link>
              {pin.note !== '' && <span className="cell-note">{pin.note}</span>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};
