import './section-bar.css';

export type Section = { readonly target: string; readonly label: string };

/** On a phone, at the top edge while the page scrolls: the parts of a long page. `target` is the id of each. */
export const SectionBar = ({ sections, label }: { sections: readonly Section[]; label: string }) => (
  <nav className="section-bar" aria-label={label}>
    {sections.map(({ target, label: name }) => (
      <button key={target} type="button" onClick={() => document.getElementById(target)?.scrollIntoView()}>
        {name}
      </button>
    ))}
  </nav>
);
