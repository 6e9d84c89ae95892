import { useSyncExternalStore } from 'react';

/** `auto` follows the machine. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'renci.theme';
const listeners = new Set<() => void>();

/** Private windows and some embedded browsers refuse storage; the page then forgets, and works. */
export const remember = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    return;
  }
};

export const recall = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

let theme: Theme = THEMES.find(t => t === recall(KEY)) ?? 'auto';

const apply = (): void => {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};
apply();

export const setTheme = (next: Theme): void => {
  theme = next;
  remember(KEY, next === 'auto' ? null : next);
  apply();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => theme);

/** Whether the page is dark now, whatever decided it. */
export const useDark = (): boolean =>
  useSyncExternalStore(subscribe, () =>
    theme === 'auto' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark',
  );

/** The value of a colour token as the browser resolves it, for drawing that CSS does not reach. */
export const colourOf = (token: string): string => {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
};
