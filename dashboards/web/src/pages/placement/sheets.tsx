import { useSheets } from '../../url/use-params.ts';
import { AgainSheet } from './again-sheet.tsx';
import { DecideSheet } from './decide-sheet.tsx';
import { FallSheet } from './fall-sheet.tsx';
import { PayloadSheet } from './payload-sheet.tsx';

/** The sheet the address asks for; that of adjustments is beside their list. */
export const PlacementSheets = () => {
  const { top } = useSheets();
  if (top?.kind === 'again') return <AgainSheet />;
  if (top === null || top.id === null) return null;
  if (top.kind === 'payload') return <PayloadSheet key={top.id} id={top.id} />;
  if (top.kind === 'decide') return <DecideSheet key={top.id} of={top.id} />;
  if (top.kind === 'fall') return <FallSheet key={top.id} id={top.id} />;
  return null;
};
