import type { VerificationBody } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { Icon } from '../../components/icons.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePublication } from './context.ts';
import { BrokenPayloads, Differences } from './differences.tsx';
import { useMoments } from './use-moments.ts';
import { usePublicationsWords } from './words.ts';

/** The total formed anew and held against what was frozen, each time the page is opened. */
export const Verification = () => {
  const { words } = useLocale();
  const own = usePublicationsWords();
  const { publication } = usePublication();
  const { moment } = useMoments();
  const query = useGet<VerificationBody>(`/publications/${encodeURIComponent(publication.id)}/verification`);
  const { isFetching, refetch } = query;
  return (
    <section
      className="frozen-part"
      id="verify"
      aria-labelledby="verify-title"
      aria-busy={isFetching && query.data !== undefined}
    >
      <header className="part-head">
        <h2 id="verify-title">{own.verify.title}</h2>
        <button type="button" className="tool no-print" disabled={isFetching} onClick={() => void refetch()}>
          <Icon name="sum" />
          {isFetching ? own.verify.doing : own.verify.again}
        </button>
      </header>
      <p className="part-note">{own.verify.how}</p>
      <Answered query={query} what={own.verify.what} partial>
        {data => (
          <>
            {data.ok ? <Verified of={data} /> : <Refuted of={data} />}
            <p className="part-foot">
              {own.verify.at(moment(data.verifiedAt))}
              {isFetching && `${words.dot}${own.verify.doing}`}
            </p>
          </>
        )}
      </Answered>
    </section>
  );
};

const Verified = ({ of: { payloads } }: { of: VerificationBody }) => {
  const own = usePublicationsWords();
  const { publication } = usePublication();
  return (
    <div className="verdict" role="status">
      <p className="verdict-title">
        <Icon name="tick" />
        {own.verify.ok}
      </p>
      <p>{own.verify.okText(formatFull(publication.lines.length), formatFull(payloads.named))}</p>
      {payloads.notKeptThen > 0 && <p>{own.verify.notKept(formatFull(payloads.notKeptThen))}</p>}
    </div>
  );
};

/** What no longer holds, line by line, and what to do about each kind of it. */
const Refuted = ({ of: verification }: { of: VerificationBody }) => {
  const own = usePublicationsWords();
  const { publication } = usePublication();
  const { differences, payloads, recordIntact, recomputed } = verification;
  return (
    <div className="verdict failed" role="alert">
      <p className="verdict-title">
        <Icon name="alert" />
        {own.verify.failed}
      </p>
      {!recordIntact && <p>{own.verify.record}</p>}
      {differences.length > 0 && (
        <>
          <p>{own.verify.failedText(formatFull(differences.length))}</p>
          <Differences differences={differences} />
        </>
      )}
      {payloads.broken.length > 0 && (
        <>
          <p>{own.verify.brokenText(formatFull(payloads.broken.length))}</p>
          <BrokenPayloads broken={payloads.broken} />
        </>
      )}
      <h3>{own.verify.doTitle}</h3>
      <ul className="verdict-do">
        {!recordIntact && <li>{own.verify.doRecord}</li>}
        {differences.length > 0 && <li>{own.verify.doLines}</li>}
        {payloads.broken.length > 0 && <li>{own.verify.doPayloads}</li>}
      </ul>
      <dl className="verdict-hashes">
        <dt>{own.verify.frozenHash}</dt>
        <dd>
          <code className="mono">{publication.hash}</code>
        </dd>
        <dt>{own.verify.recomputed}</dt>
        <dd>
          <code className="mono">{recomputed}</code>
        </dd>
      </dl>
    </div>
  );
};
