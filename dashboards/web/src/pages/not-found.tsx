import { Link } from 'wouter';
import { Empty } from '../components/problem.tsx';
import { useLocale } from '../locales/use-locale.tsx';

export const NotFound = () => {
  const { words } = useLocale();
  return (
    <main className="page" id="content">
      <Empty title={words.notFound.title}>
        <p>{words.notFound.text}</p>
        <Link href="/campaigns" className="button">
          {words.problem.list}
        </Link>
      </Empty>
    </main>
  );
};
