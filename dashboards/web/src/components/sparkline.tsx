import { formatShort } from '../format/numbers.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { sparkPaths } from './spark-paths.ts';
import './sparkline.css';

type Props = {
  /** In order of time, evenly spaced; null is a gap. */
  readonly values: readonly (number | null)[];
  /** What it is of; the last value is said after it. */
  readonly label: string;
};

const WIDTH = 80;
const HEIGHT = 20;

/** The shape of a series in 80 × 20 pixels, beside its figure: from its lowest to its highest, a dot where it stands. */
export const Sparkline = ({ values, label }: Props) => {
  const { locale, words } = useLocale();
  const { lines, end } = sparkPaths(values, WIDTH, HEIGHT);
  if (!end) return <span className="sparkline-none" aria-hidden="true" />;
  const last = values.findLast(value => value !== null) ?? null;
  const said = last === null ? label : `${label}${words.colon}${formatShort(last, locale)}`;
  return (
    <svg
      className="sparkline"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={said}
    >
      {lines.map(points => (
        <polyline key={points} points={points} />
      ))}
      <circle cx={end.x} cy={end.y} r="2" />
    </svg>
  );
};
