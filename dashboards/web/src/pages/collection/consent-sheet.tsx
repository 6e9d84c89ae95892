import { useId, useState } from 'react';
import type { AuthorisedBody } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { Answered } from '../../components/answered.tsx';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { Icon } from '../../components/icons.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { CollectLink } from './collect-link.tsx';
import { useCollection } from './context.tsx';
import { useAuthorisations } from './queries.ts';
import { useCollectionWords } from './words.ts';

/** The sheet of one account's code: `<platform>.<account>`. */
export const consentOf = (platform: string, account: string): string => `${platform}.${account}`;

/** A code crosses the network in the clear unless the page is open on the machine itself, or the line is encrypted. */
const isPrivate = (): boolean =>
  location.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(location.hostname);

/** Takes a renewed consent code, and says what the platform made of it. */
export const ConsentSheet = ({ of, onDone }: { of: string; onDone: () => void }) => {
  const { what, consent, lead } = useCollectionWords();
  const { current } = useCollection();
  const query = useAuthorisations();
  if (!current.mayCollect) return <p>{lead.readOnly}</p>;
  return (
    <Answered query={query} what={what.authorisations}>
      {({ authorisations }) => {
        const found = authorisations.find(each => consentOf(each.platform, each.account) === of);
        if (!found) return <p>{consent.unknown}</p>;
        if (!isPrivate()) return <p role="note">{consent.remote}</p>;
        return <ConsentForm {...found} onDone={onDone} />;
      }}
    </Answered>
  );
};

type FormProps = {
  readonly platform: string;
  readonly account: string;
  readonly accountName: string;
  readonly onDone: () => void;
};

const ConsentForm = ({ platform, account, accountName, onDone }: FormProps) => {
  const { words } = useLocale();
  const { consent, collect } = useCollectionWords();
  const { platform: nameOf, at } = useCollection();
  const id = useId();
  const [code, setCode] = useState('');
  const [done, setDone] = useState<AuthorisedBody | null>(null);
  if (done) {
    return (
      <div className="collection-sheet">
        <p role="status">
          <Icon name="tick" /> {consent.done(at(done.validUntil))}
        </p>
        <p>{consent.again}</p>
        <p className="confirm-actions">
          <CollectLink scope="open" primary>
            {collect.again}
          </CollectLink>
          <button type="button" className="button" onClick={onDone}>
            {consent.close}
          </button>
        </p>
      </div>
    );
  }
  const path = `/authorisations/${encodeURIComponent(platform)}/${encodeURIComponent(account)}/code`;
  return (
    <ConfirmForm
      action={consent.go}
      run={async ({ by }) => {
        const answer = await sendJson<AuthorisedBody>('POST', path, { code: code.trim(), by });
        setCode('');
        setDone(answer);
      }}
      onCancel={onDone}
      reason="none"
      disabled={code.trim() === ''}
    >
      <p>{consent.what(`${nameOf(platform)}${words.dot}${accountName}`)}</p>
      <div className="field">
        <label htmlFor={id}>{consent.code}</label>
        <input
          id={id}
          type="password"
          className="mono"
          autoComplete="off"
          spellCheck={false}
          value={code}
          aria-describedby={`${id}-note`}
          onChange={event => setCode(event.target.value)}
        />
        <p id={`${id}-note`} className="field-note">
          {consent.hint}
        </p>
      </div>
      <p className="repair-note">{consent.note}</p>
    </ConfirmForm>
  );
};
