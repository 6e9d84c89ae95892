import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Reads everything on the page anew once something that was under way has ended. */
export const useRefreshAfter = (isUnderWay: boolean): void => {
  const client = useQueryClient();
  const before = useRef(isUnderWay);
  useEffect(() => {
    if (before.current && !isUnderWay) void client.invalidateQueries();
    before.current = isUnderWay;
  }, [isUnderWay, client]);
};
