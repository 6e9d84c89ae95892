import { Link } from 'wouter';
import { formatFull } from '../../format/numbers.ts';
import { useLinks } from '../../url/links.ts';
import { useCollectionWords } from './words.ts';

/** More are only counted. */
const MOST_NAMED = 12;

/** Placements by their numbers, each leading to its readings. */
export const PlacementLinks = ({
  placements,
  count = placements.length,
}: {
  placements: readonly number[];
  /** How many there are, where not all are named. */
  count?: number;
}) => {
  const { run } = useCollectionWords();
  const links = useLinks();
  const rest = count - MOST_NAMED;
  return (
    <p className="placement-links">
      {placements.slice(0, MOST_NAMED).map(id => (
        <Link key={id} className="text-link" href={links.placement(id)}>
          {run.placement(id)}
        </Link>
      ))}
      {rest > 0 && <span>{run.others(formatFull(rest))}</span>}
    </p>
  );
};
