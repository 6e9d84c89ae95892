import { type ReactNode, useEffect, useRef } from 'react';
import { useLocale } from '../locales/use-locale.tsx';
import { Icon } from './icons.tsx';
import './sheet.css';

type Props = {
  readonly title: string;
  /** What stands above the title: the sheet this one was opened from. */
  readonly eyebrow?: string;
  /** Present where there is a sheet beneath. */
  readonly onBack?: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * A side sheet, full-screen on a phone. A modal dialog of the browser: focus stays within, Esc closes, and focus
 * returns to what opened it.
 */
export const Sheet = ({ title, eyebrow, onBack, onClose, children }: Props) => {
  const { words } = useLocale();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const opener = document.activeElement;
    const scrollBar = window.innerWidth - document.documentElement.clientWidth;
    document.body.style.setProperty('--scroll-bar', `${scrollBar}px`);
    dialog.showModal();
    document.body.classList.add('has-sheet');
    return () => {
      dialog.close();
      document.body.classList.remove('has-sheet');
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);

  // A sheet opened from a sheet takes its place: reading starts at its title again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title is what changes.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    ref.current?.querySelector('.sheet-body')?.scrollTo({ top: 0 });
  }, [title]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the veil closes; Esc does the same from the keyboard.
    <dialog
      ref={ref}
      className="sheet"
      aria-labelledby="sheet-title"
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="sheet-frame">
        <header className="sheet-head">
          {onBack && (
            <button type="button" className="sheet-button" onClick={onBack} aria-label={words.sheet.back}>
              <Icon name="back" />
            </button>
          )}
          <div className="sheet-names">
            {eyebrow && <p className="sheet-eyebrow">{eyebrow}</p>}
            <h2 id="sheet-title" ref={heading} tabIndex={-1}>
              {title}
            </h2>
          </div>
          <button type="button" className="sheet-button" onClick={onClose} aria-label={words.sheet.close}>
            <Icon name="close" />
          </button>
        </header>
        <div className="sheet-body">
          <div className="sheet-content">{children}</div>
        </div>
      </div>
    </dialog>
  );
};
