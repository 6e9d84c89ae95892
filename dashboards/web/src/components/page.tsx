import { type ReactNode, useEffect } from 'react';
import { useLocale } from '../locales/use-locale.tsx';
import { Bone, BoneRows } from './skeleton.tsx';
import './page.css';

type Props = {
  /** The heading; also the window's title, with the product's name. */
  readonly title: string;
  /** The window's title where it should say more than the heading (“超过1842万人次 · …”). */
  readonly windowTitle?: string;
  /** What stands above the heading: links to what the page is part of. */
  readonly eyebrow?: ReactNode;
  /** One or two sentences under the heading. */
  readonly lead?: ReactNode;
  /** Buttons beside the heading. */
  readonly actions?: ReactNode;
  /** True while what is shown is about to change. */
  readonly busy?: boolean;
  readonly children: ReactNode;
};

export const useWindowTitle = (title: string): void => {
  const { words } = useLocale();
  useEffect(() => {
    document.title = title === '' ? words.brand : `${title} — ${words.brand}`;
  }, [title, words.brand]);
};

/** What every page but the campaign's begins with: heading, what it is about, what can be done. */
export const Page = ({ title, windowTitle, eyebrow, lead, actions, busy = false, children }: Props) => {
  useWindowTitle(windowTitle ?? title);
  return (
    <Content busy={busy}>
      <header className="page-head">
        {eyebrow && <p className="page-eyebrow">{eyebrow}</p>}
        <div className="page-line">
          <h1>{title}</h1>
          {actions && <div className="page-actions">{actions}</div>}
        </div>
        {lead && <div className="page-lead">{lead}</div>}
      </header>
      {children}
    </Content>
  );
};

/** The landmark that the skip link and every navigation lead to. */
export const Content = ({ busy = false, children }: { busy?: boolean; children: ReactNode }) => (
  <main className="page" id="content" tabIndex={-1} aria-busy={busy}>
    {children}
  </main>
);

/** A page whose program is still on its way. */
export const PageSkeleton = () => {
  const { words } = useLocale();
  return (
    <Content busy>
      <p className="visually-hidden" role="status">
        {words.loading}
      </p>
      <div className="page-head">
        <Bone width="9em" height={36} />
      </div>
      <BoneRows rows={5} height={56} />
    </Content>
  );
};
