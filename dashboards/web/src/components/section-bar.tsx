import './section-bar.css';

type Section = { readonly target: string; readonly label: string };

type Props = {
  readonly sections: readonly Section[];
  readonly label: string;
  /** Before a part is brought into sight: to open what is folded. */
  readonly onJump?: (target: string) => void;
};

/** On a phone, at the top edge while the page scrolls: the parts of a long page. `target` is the id of each. */
export const SectionBar = ({ sections, label, onJump }: Props) => (
  <nav className="section-bar" aria-label={label}>
    {sections.map(({ target, label: name }) => (
      <button
        key={target}
        type="button"
        onClick={() => {
          onJump?.(target);
          document.getElementById(target)?.scrollIntoView();
        }}
      >
        {name}
      </button>
    ))}
  </nav>
);
