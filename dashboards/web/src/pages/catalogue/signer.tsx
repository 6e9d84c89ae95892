import { useId } from 'react';
import { useCatalogueWords } from './words.ts';

/** Where the signature of the forms is remembered on this machine. */
export const SIGNER = 'renci.by';

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Somebody tried to decide without it. */
  readonly wanted: boolean;
};

/** Who decides, once for all entries of the inbox. */
export const Signer = ({ value, onChange, wanted }: Props) => {
  const words = useCatalogueWords();
  const id = useId();
  const wrong = wanted && value.trim() === '';
  return (
    <div className="filter signer">
      <label htmlFor={id}>{words.signer}</label>
      <input
        id={id}
        type="text"
        autoComplete="name"
        value={value}
        aria-invalid={wrong}
        aria-describedby={`${id}-note`}
        data-signer=""
        onChange={event => onChange(event.target.value)}
      />
      <p
        id={`${id}-note`}
        className={wrong ? 'field-note wrong' : 'field-note'}
        role={wrong ? 'alert' : undefined}
      >
        {wrong ? words.signerMissing : words.signerHint}
      </p>
    </div>
  );
};
