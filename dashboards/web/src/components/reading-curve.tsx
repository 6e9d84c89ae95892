import type { Readings } from '../../../api/contract.ts';
import { formatMomentShort } from '../format/dates.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { curvePoints } from './curve-points.ts';
import './reading-curve.css';

type Props = { readonly readings: Readings['readings']; readonly timeZone: string; readonly label: string };

const WIDTH = 600;
const HEIGHT = 88;

/** The count of one placement over time: a line of what it counted as, a violet dot where a reading was held. */
export const ReadingCurve = ({ readings, timeZone, label }: Props) => {
  const { locale } = useLocale();
  const { counted, held, from, to } = curvePoints(readings, WIDTH, HEIGHT);
  if (counted.length < 2) return null;
  return (
    <figure aria-label={label}>
      <svg
        className="reading-curve"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <line className="reading-curve-axis" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        <polyline
          className="reading-curve-line"
          points={counted.map(point => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ')}
        />
        {held.map(point => (
          <path
            key={`${point.x}/${point.y}`}
            className="reading-curve-held"
            d={`M${point.x.toFixed(1)} ${point.y.toFixed(1)}h0`}
          />
        ))}
      </svg>
      <figcaption className="reading-curve-ends">
        <span>{formatMomentShort(from, timeZone, locale)}</span>
        <span>{formatMomentShort(to, timeZone, locale)}</span>
      </figcaption>
    </figure>
  );
};
