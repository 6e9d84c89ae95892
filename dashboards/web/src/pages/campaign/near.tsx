import { type ReactNode, useEffect, useRef, useState } from 'react';

/** A part further down the page: absent until the reader comes near, then as high as what it holds. */
export const Near = ({ id, children }: { id: string; children: ReactNode }) => {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
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
    return () => observer.disconnect();
  }, [near]);
  return (
    <div ref={ref} id={id} className={near ? 'near' : 'near waiting'}>
      {near && children}
    </div>
  );
};
