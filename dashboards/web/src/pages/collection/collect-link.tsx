import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../components/icons.tsx';
import { useSheets } from '../../url/use-params.ts';
import { useCollection } from './context.tsx';

/** Opens the form that collects a part again; absent on a server that only reads. */
export const CollectLink = ({
  scope,
  primary = false,
  children,
}: {
  scope: string;
  primary?: boolean;
  children: ReactNode;
}) => {
  const sheets = useSheets();
  const { current } = useCollection();
  if (!current.mayCollect) return null;
  return (
    <Link className={primary ? 'button primary' : 'button'} href={sheets.hrefOf('collect', scope)}>
      <Icon name="collect" />
      {children}
    </Link>
  );
};
