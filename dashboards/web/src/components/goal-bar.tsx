import './goal-bar.css';

type Props = { readonly low: number; readonly goal: number; readonly words: string };

/** How much of a goal is reached: said in words, drawn beside them. */
export const GoalBar = ({ low, goal, words }: Props) => (
  <div className="goal">
    <span className="goal-track" aria-hidden="true">
      <span className="goal-done" style={{ width: `${Math.max(0, Math.min(100, (100 * low) / goal))}%` }} />
    </span>
    <span className="goal-words">{words}</span>
  </div>
);
