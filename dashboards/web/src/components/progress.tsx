import type { ReactNode } from 'react';
import { formatFull } from '../format/numbers.ts';
import { useLocale } from '../locales/use-locale.tsx';
import './progress.css';

type ProgressPart = {
  readonly key: string;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Of those done, how many gave nothing. */
  readonly failed?: number;
  /** What is being done, or why it stands still. */
  readonly note?: ReactNode;
};

type Props = {
  readonly label: string;
  readonly parts: readonly ProgressPart[];
  /** What is being done now. */
  readonly doing?: ReactNode;
  /** Said while it runs: that the page may be left. */
  readonly leave?: boolean;
  readonly onCancel?: () => void;
};

/** Long work under way, a bar for each part; live updates are announced by their words, not by each step. */
export const Progress = ({ label, parts, doing, leave = false, onCancel }: Props) => {
  const { words } = useLocale();
  return (
    <section className="progress" aria-label={label}>
      {doing && (
        <p className="progress-doing" role="status">
          {doing}
        </p>
      )}
      <ul>
        {parts.map(part => (
          <Part key={part.key} part={part} />
        ))}
      </ul>
      {(leave || onCancel) && (
        <div className="progress-foot">
          {leave && <p>{words.progress.leave}</p>}
          {onCancel && (
            <button type="button" className="button" onClick={onCancel}>
              {words.progress.cancel}
            </button>
          )}
        </div>
      )}
    </section>
  );
};

const Part = ({ part: { label, done, total, failed = 0, note } }: { part: ProgressPart }) => {
  const { words } = useLocale();
  const said = words.progress.of(formatFull(done), formatFull(total));
  const percent = (count: number) => `${total === 0 ? 0 : Math.min(100, (100 * count) / total)}%`;
  return (
    <li className="progress-part">
      <span className="progress-label">{label}</span>
      <span
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={said}
      >
        <span className="progress-done" style={{ width: percent(done - failed) }} />
        <span className="progress-failed" style={{ width: percent(failed) }} />
      </span>
      <span className="progress-count number">{said}</span>
      {(failed > 0 || note) && (
        <span className="progress-note">
          {failed > 0 && <span className="progress-lost">{words.progress.failed(formatFull(failed))}</span>}{' '}
          {note}
        </span>
      )}
    </li>
  );
};
