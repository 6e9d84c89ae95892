import { useState } from 'react';
import type { CatalogueOverview, Discoveries } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { Choice } from './choice.tsx';
import { useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Props = { readonly overview: CatalogueOverview; readonly onDone: () => void };

/** Where to look for new items: on every account whose list can be read, or on one. */
export const DiscoverForm = ({ overview, onDone }: Props) => {
  const { words } = useLocale();
  const { discover: own } = useCatalogueWords();
  const names = useNames(overview);
  const [chosen, setChosen] = useState('');
  const listed = new Set(overview.platforms.flatMap(({ id, listed: can }) => (can ? [id] : [])));
  const accounts = overview.accounts.filter(({ platform }) => listed.has(platform));
  if (accounts.length === 0) return <p>{own.noLists}</p>;
  const account = accounts.find(({ platform, id }) => `${platform} ${id}` === chosen);
  return (
    <ConfirmForm
      action={own.go}
      reason="none"
      run={({ by }) =>
        sendJson<Discoveries>('POST', '/discoveries', {
          by,
          ...(account && { platform: account.platform, account: account.id }),
        })
      }
      onDone={onDone}
      onCancel={onDone}
    >
      <Choice
        label={own.where}
        value={chosen}
        options={[
          { value: '', label: own.everywhere },
          ...accounts.map(({ platform, id }) => ({
            value: `${platform} ${id}`,
            label: `${names.platform(platform)}${words.dot}${names.account(id)}`,
          })),
        ]}
        onChange={setChosen}
      />
      <p className="field-note">{own.note}</p>
    </ConfirmForm>
  );
};
