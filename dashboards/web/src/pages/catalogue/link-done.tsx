import type { CatalogueOverview, PlacedBody } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { formatFull } from '../../format/numbers.ts';
import { LinkPreview } from './link-preview.tsx';
import { Snippets } from './snippet.tsx';
import { useCatalogueWords } from './words.ts';

type Props = { readonly placed: readonly PlacedBody[]; readonly onAgain: () => void };

/** What was registered, with the lines that the catalogue file lacks. */
export const LinkDone = ({ placed, onAgain }: Props) => {
  const own = useCatalogueWords();
  const { data } = useGet<CatalogueOverview>('/catalogue');
  return (
    <section className="part" role="status">
      <h2>{own.links.done(formatFull(placed.flatMap(each => each.placements).length))}</h2>
      {data && <LinkPreview overview={data} placed={placed} />}
      <Snippets placed={placed} />
      <button type="button" className="button" onClick={onAgain}>
        {own.links.again}
      </button>
    </section>
  );
};
