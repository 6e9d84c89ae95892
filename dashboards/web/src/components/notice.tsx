import { onlineManager } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Icon, type IconName } from './icons.tsx';
import './notice.css';

/** One quiet line above the content: what is known, its age, and what to do about it. */
export const Notice = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <div className="notice" role="status">
    <Icon name={icon} />
    <p>{children}</p>
  </div>
);

export const useOnline = (): boolean =>
  useSyncExternalStore(
    listener => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
