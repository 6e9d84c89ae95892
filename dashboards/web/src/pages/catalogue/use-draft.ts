import { useCallback, useState } from 'react';

const PREFIX = 'renci.catalogue.';

const kept = <T>(key: string, initial: T): T => {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
};

/** What is typed into a form, kept in this tab of the browser while the reader looks at something else. */
export const useDraft = <T>(key: string, initial: T): [T, (value: T) => void] => {
  const [value, setValue] = useState<T>(() => kept(key, initial));
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(PREFIX + key, JSON.stringify(next));
      } catch {
        // Storage is full or refused: the form still works, and forgets when it is left.
      }
    },
    [key],
  );
  return [value, keep];
};
