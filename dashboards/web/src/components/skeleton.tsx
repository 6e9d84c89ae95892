import { useEffect, useState } from 'react';
import './skeleton.css';

/** True once something has lasted long enough to be worth showing: nothing flickers under 150 ms. */
const useSlow = (pending: boolean, afterMs = 150): boolean => {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [pending, afterMs]);
  return pending && slow;
};

/** A block where text will stand. Takes its place at once and shows itself after 150 ms. */
export const Bone = ({ width, height }: { width: string; height: number }) => {
  const slow = useSlow(true);
  return <span className={slow ? 'bone shown' : 'bone'} style={{ width, height }} aria-hidden="true" />;
};

/** The place of a drawing whose script is on its way. */
export const ComingDrawing = ({ height }: { height: number }) => (
  <div aria-busy="true">
    <Bone width="100%" height={height} />
  </div>
);

/** Rows of a ranking or a table still on their way, each as tall as it will be. */
export const BoneRows = ({ rows, height }: { rows: number; height: number }) => (
  <div className="bone-rows" aria-hidden="true">
    {Array.from({ length: rows }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: blank rows have no identity.
      <div key={index} style={{ height }}>
        <Bone width={`${88 - index * 6}%`} height={Math.min(16, height - 12)} />
      </div>
    ))}
  </div>
);
