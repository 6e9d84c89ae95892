import { type ReadingsAnswer, useServer } from '../../api/queries.ts';
import { ReadingsTable } from '../../components/readings/readings-table.tsx';
import { useTableView } from '../../components/table/use-table-view.ts';
import { usePlacementContext } from './context.ts';
import { usePlacementWords } from './words.ts';

/** Every reading with interval, verdict, reason and source; each leads to its answer and can be decided on. */
export const ReadingsPanel = ({ query }: { query: ReadingsAnswer }) => {
  const own = usePlacementWords().readings;
  const { placement } = usePlacementContext().detail;
  const view = useTableView();
  const isReadOnly = useServer()?.mayCollect === false;
  return (
    <section className="panel" id="readings" aria-labelledby="readings-title">
      <header className="panel-head">
        <div>
          <h2 id="readings-title">{own.title}</h2>
          <p className="panel-subtitle">{isReadOnly ? own.readOnly : own.subtitle}</p>
        </div>
      </header>
      <ReadingsTable
        placementId={placement.placementId}
        title={placement.workTitle}
        query={query}
        {...view}
      />
    </section>
  );
};
