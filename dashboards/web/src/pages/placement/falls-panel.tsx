import { Link } from 'wouter';
import { useServer } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { formatMomentShort } from '../../format/dates.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { usePlacementContext } from './context.ts';
import { usePlacementWords } from './words.ts';

/** Where its counter went down for good, by how much and why. */
export const FallsPanel = () => {
  const { locale, words } = useLocale();
  const own = usePlacementWords().falls;
  const { timeZone } = useCampaignContext();
  const { falls } = usePlacementContext();
  const mayChange = useServer()?.mayCollect === true;
  const { hrefOf } = useSheets();
  const at = (text: string) => formatMomentShort(Date.parse(text), timeZone, locale);
  return (
    <section className="panel" id="falls" aria-labelledby="falls-title">
      <header className="panel-head">
        <div>
          <h2 id="falls-title">{own.title}</h2>
          <p className="panel-subtitle">{own.subtitle}</p>
        </div>
      </header>
      {falls.length === 0 ? (
        <p className="part-none">{own.none}</p>
      ) : (
        <ul className="adjustments">
          {falls.map(fall => (
            <li key={fall.id}>
              <p className="adjustment-name">
                {at(fall.at)}
                {words.dot}
                <b className="number">
                  {own.from(formatBoundsFull(fall.from, locale), formatBoundsFull(fall.to, locale))}
                </b>
              </p>
              <p>{own.classes[fall.class]}</p>
              <p className="cell-note">
                {[
                  fall.classedBy === '' ? own.rules : own.byPerson(fall.classedBy, fall.classReason),
                  fall.cause === 'confirmed' ? own.confirmed(at(fall.confirmedAt)) : own.decided,
                ].join(words.dot)}
              </p>
              {mayChange && (
                <Link href={hrefOf('fall', fall.id)} className="text-link no-print">
                  {own.classify}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
