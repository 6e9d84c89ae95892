import { Link } from 'wouter';
import { Content, useWindowTitle } from '../components/page.tsx';
import { Empty } from '../components/problem.tsx';
import { useLocale } from '../locales/use-locale.tsx';

export const NotFound = () => {
  const { words } = useLocale();
  useWindowTitle(words.notFound.title);
  return (
    <Content>
      <Empty title={words.notFound.title}>
        <p>{words.notFound.text}</p>
        <Link href="/campaigns" className="button">
          {words.problem.list}
        </Link>
      </Empty>
    </Content>
  );
};
