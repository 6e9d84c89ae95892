import { useState } from 'react';
import type { PlacedBody } from '../../../../api/contract.ts';
import { useCatalogueWords } from './words.ts';

/** The lines that the catalogue file lacks after something was registered outside it. */
export const Snippets = ({ placed }: { placed: readonly PlacedBody[] }) => {
  const words = useCatalogueWords();
  const [copied, setCopied] = useState(false);
  const text = placed.map(({ catalogue }) => `# ${catalogue.place}\n${catalogue.yaml}`).join('\n');
  if (placed.length === 0) return null;
  return (
    <details className="snippet">
      <summary>{words.kept}</summary>
      <p>{words.keptNote}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
      <button
        type="button"
        className="tool"
        onClick={async () => {
          await navigator.clipboard.writeText(text);
          setCopied(true);
        }}
      >
        {copied ? words.copied : words.copy}
      </button>
    </details>
  );
};
