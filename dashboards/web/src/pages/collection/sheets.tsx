import { Answered } from '../../components/answered.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { CollectSheet } from './collect-sheet.tsx';
import { ConsentSheet } from './consent-sheet.tsx';
import { useCollection } from './context.tsx';
import { useRejects, useRun } from './queries.ts';
import { RejectSheet } from './reject-sheet.tsx';
import { RunSheet } from './run-sheet.tsx';
import { StopSheet } from './stop-sheet.tsx';
import { useCollectionWords } from './words.ts';
import './sheets.css';

/** The sheet that the address names. */
export const CollectionSheets = () => {
  const { words } = useLocale();
  const own = useCollectionWords();
  const { top, close, back } = useSheets();
  if (!top) return null;
  const how = { onClose: close, ...(back && { onBack: back }) };
  if (top.kind === 'run' && top.id !== null) return <OneRun id={top.id} how={how} />;
  if (top.kind === 'reject' && top.id !== null) {
    return (
      <Sheet title={own.rejects.title} {...how}>
        <OneReject id={top.id} />
      </Sheet>
    );
  }
  if (top.kind === 'collect') {
    return (
      <Sheet title={own.collect.title} {...how}>
        <CollectSheet key={top.id} scope={top.id ?? 'all'} onDone={close} />
      </Sheet>
    );
  }
  if (top.kind === 'stop' && top.id !== null) {
    return (
      <Sheet title={own.stop.title} {...how}>
        <StopSheet key={top.id} run={top.id} onDone={close} />
      </Sheet>
    );
  }
  if (top.kind === 'consent' && top.id !== null) {
    return (
      <Sheet title={own.consent.title} {...how}>
        <ConsentSheet key={top.id} of={top.id} onDone={close} />
      </Sheet>
    );
  }
  return (
    <Sheet title={words.sheet.unknown} {...how}>
      <p>{words.notFound.text}</p>
    </Sheet>
  );
};

type How = { readonly onClose: () => void; readonly onBack?: () => void };

const OneRun = ({ id, how }: { id: string; how: How }) => {
  const own = useCollectionWords();
  const { at } = useCollection();
  const query = useRun(id);
  const slot = query.data?.run.slot;
  return (
    <Sheet title={slot ? own.run.title(at(slot)) : own.what.run} {...how}>
      <Answered query={query} what={own.what.run}>
        {detail => <RunSheet detail={detail} />}
      </Answered>
    </Sheet>
  );
};

const OneReject = ({ id }: { id: string }) => {
  const { words } = useLocale();
  const own = useCollectionWords();
  return (
    <Answered query={useRejects()} what={own.what.rejects}>
      {({ rejects }) => {
        const found = rejects.find(reject => reject.id === id);
        return found ? <RejectSheet reject={found} /> : <p>{words.sheet.unknown}</p>;
      }}
    </Answered>
  );
};
