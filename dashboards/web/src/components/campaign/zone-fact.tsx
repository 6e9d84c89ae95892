import { useServer } from '../../api/queries.ts';
import { formatOffset } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCampaignContext } from './context.ts';

/** In which zone the page tells the time, and that the present is made up where it is. */
export const ZoneFact = () => {
  const { words } = useLocale();
  const { asOf, timeZone } = useCampaignContext();
  const isSimulated = useServer()?.isSimulatedTime === true;
  return (
    <>
      {words.asOf.zone(timeZone, formatOffset(asOf, timeZone))}
      {isSimulated && (
        <>
          {words.dot}
          <span className="simulated-time" data-hint={words.asOf.simulatedHint}>
            {words.asOf.simulated}
          </span>
        </>
      )}
    </>
  );
};
