import { useId } from 'react';

type Option = { readonly value: string; readonly label: string };

type Props = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly note?: string | undefined;
  readonly wrong?: boolean;
};

/** A labelled list to choose from, in a form. */
export const Choice = ({ label, value, options, onChange, note, wrong = false }: Props) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} aria-invalid={wrong} onChange={event => onChange(event.target.value)}>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {note && <p className={wrong ? 'field-note wrong' : 'field-note'}>{note}</p>}
    </div>
  );
};

/** The same above a table, where it filters. */
export const FilterChoice = ({ label, value, options, onChange }: Omit<Props, 'note' | 'wrong'>) => {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChange(event.target.value)}>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
};
