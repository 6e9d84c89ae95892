import { type ReactNode, useEffect, useRef, useState } from 'react';
import { usePrinting } from '../../components/use-printing.ts';

/** How long the first screen has the machine for itself before what stands below it is drawn, ms. */
const REST_MS = 1_200;

/**
 * A part further down the page: absent until the reader comes near or the machine has nothing else to do, so that it can
 * be found by the browser's search and printed. On paper it is always there.
 */
export const Near = ({ id, children }: { id: string; children: ReactNode }) => {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const printing = usePrinting();
  useEffect(() => {
    const node = ref.current;
    if (!node || near) return;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '400px' },
    );
    observer.observe(node);
    const cancel = whenIdle(() => setNear(true));
    return () => {
      observer.disconnect();
      cancel();
    };
  }, [near]);
  const drawn = near || printing;
  return (
    <div ref={ref} id={id} className={drawn ? 'near' : 'near waiting'}>
      {drawn && children}
    </div>
  );
};

/** Once the machine rests; a browser that cannot say when waits a little longer. */
const whenIdle = (act: () => void): (() => void) => {
  const says = 'requestIdleCallback' in window;
  let idle: number | null = null;
  const timer = setTimeout(
    () => {
      if (says) idle = requestIdleCallback(act);
      else act();
    },
    says ? REST_MS : 3 * REST_MS,
  );
  return () => {
    clearTimeout(timer);
    if (idle !== null) cancelIdleCallback(idle);
  };
};
