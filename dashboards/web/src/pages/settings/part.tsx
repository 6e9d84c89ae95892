import type { ReactNode } from 'react';
import { useSettingsWords } from './words.ts';

type Props = {
  readonly id: keyof ReturnType<typeof useSettingsWords>['sections'];
  readonly note: string;
  /** The key of renci.yaml, the variable or the command that changes it. */
  readonly change: string;
  readonly children: ReactNode;
};

/** One part of the settings: what it is about, what is in force, and where that is changed. */
export const Part = ({ id, note, change, children }: Props) => {
  const own = useSettingsWords();
  return (
    <section className="setting" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{own.sections[id]}</h2>
      <p className="setting-note">{note}</p>
      {children}
      <p className="setting-change">
        <span>{own.changeAt}</span> {change}
      </p>
    </section>
  );
};

type Facts = readonly (readonly [name: string, value: ReactNode])[];

export const FactList = ({ facts }: { facts: Facts }) => (
  <dl className="setting-facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
