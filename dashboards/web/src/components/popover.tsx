import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icons.tsx';
import './popover.css';

type Props = {
  readonly icon: IconName;
  readonly label: string;
  /** The word is said beside the icon on a desktop; on a phone to readers of the screen only. */
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
};

/** A button with a small panel under it: Esc, a press outside or leaving it by Tab closes; focus returns. */
export const Popover = ({ icon, label, className = 'tool', children }: Props) => {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useId();

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('.popover-panel button, .popover-panel input')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Or the sheet beneath closes as well.
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', pressed);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="popover" ref={root}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} />
        <span className="tool-word">{label}</span>
      </button>
      {open && (
        <div className="popover-panel" id={panel} tabIndex={-1}>
          {children(close)}
        </div>
      )}
    </div>
  );
};
