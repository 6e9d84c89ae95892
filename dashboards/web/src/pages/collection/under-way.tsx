import type { Current } from '../../../../api/contract.ts';
import { Progress } from '../../components/progress.tsx';
import { formatAge } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { useCollection } from './context.tsx';
import { useCollectionWords } from './words.ts';

type Run = Current['underWay'][number];
type Part = Run['parts'][number];

/** A step that takes longer than this is said: a platform may be slow, or something hangs. */
const STILL_MS = 60_000;

/** The runs under way, platform by platform. */
export const UnderWay = () => {
  const { current } = useCollection();
  return current.underWay.map(run => <RunProgress key={run.id} run={run} />);
};

const RunProgress = ({ run }: { run: Run }) => {
  const { locale, say } = useLocale();
  const { live, kinds } = useCollectionWords();
  const { now, at, current } = useCollection();
  const sheets = useSheets();
  const mayStop = current.mayCollect && run.stage === 'asking' && run.stoppedBy === null;
  const started = at(run.startedAt);
  const job =
    run.job === '' || run.trigger === 'catch-up'
      ? live.jobs[run.trigger === 'schedule' ? 'manual' : run.trigger]
      : live.jobs[run.job];
  const done = (part: Part): number => part.read + part.missed + part.failed;
  const sum = (of: (part: Part) => number): string =>
    formatFull(run.parts.reduce((all, part) => all + of(part), 0));
  const still =
    now - Date.parse(run.updatedAt) > STILL_MS
      ? live.still(formatAge(Date.parse(run.updatedAt), now, locale))
      : '';
  const notes = (part: Part): string =>
    [
      part.trouble ? kinds[part.trouble].name : '',
      part.missed > 0 ? live.missed(formatFull(part.missed)) : '',
      part.left > 0 ? live.left(formatFull(part.left)) : '',
    ]
      .filter(Boolean)
      .join(locale === 'zh-CN' ? '，' : ', ');
  return (
    <section className="collection-live" aria-labelledby={`live-${run.id}`}>
      <h2 id={`live-${run.id}`}>{live.title}</h2>
      <Progress
        label={live.title}
        leave
        {...(mayStop && { onCancel: () => sheets.open('stop', run.id) })}
        doing={
          <>
            {run.stage === 'storing'
              ? live.storing(job, started)
              : run.stoppedBy === null
                ? live.asking(job, started)
                : live.stopping(job, run.stoppedBy)}{' '}
            <span className="number">
              {live.sum(
                sum(done),
                sum(part => part.expected),
              )}
            </span>{' '}
            {still}
          </>
        }
        parts={[...run.parts]
          .sort((a, b) => b.expected - a.expected)
          .map(part => ({
            key: part.collector,
            label: say(part.name),
            done: done(part),
            total: part.expected,
            failed: part.failed,
            note: notes(part),
          }))}
      />
      {run.parts.length === 0 && <p>{live.nothing}</p>}
    </section>
  );
};
