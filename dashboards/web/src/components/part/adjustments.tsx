import { Link } from 'wouter';
import type { AdjustmentRecordRow, Adjustments } from '../../../../api/contract.ts';
import { clocksOf } from '../../api/campaign-part.ts';
import { queryOf, sendJson } from '../../api/client.ts';
import { type Answer, useGet, useServer } from '../../api/queries.ts';
import { formatMomentShort } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { useSheets } from '../../url/use-params.ts';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from '../campaign/context.ts';
import { useCampaignWords } from '../campaign/words.ts';
import { ConfirmForm } from '../confirm-form.tsx';
import { Sheet } from '../sheet.tsx';
import { useWorkWords } from './words.ts';
import '../campaign/adjustments.css';
import '../sheet-parts.css';

const useAdjustments = (): Answer<Adjustments> => {
  const { id, moment } = useCampaignContext();
  return useGet(`/campaigns/${encodeURIComponent(id)}/adjustments${queryOf({ ...clocksOf(moment) })}`, {
    keep: true,
  });
};

type Props = {
  readonly isInside: (adjustment: AdjustmentRecordRow) => boolean;
  /** On the page of a placement its number need not be said. */
  readonly own?: boolean;
};

/** The changes by hand that touch a part, withdrawn ones included, each with the way to take it back. */
export const PartAdjustments = ({ isInside, own: ofPlacement = false }: Props) => {
  const words = useWorkWords().adjustments;
  const { data } = useAdjustments();
  const inside = data?.adjustments.filter(isInside) ?? [];
  if (inside.length === 0 && !ofPlacement) return null;
  return (
    <section className="panel" id="adjustments" aria-labelledby="adjustments-title">
      <header className="panel-head">
        <div>
          <h2 id="adjustments-title">{words.title}</h2>
          <p className="panel-subtitle">{words.how}</p>
        </div>
      </header>
      {inside.length === 0 ? (
        <p className="part-none">{words.none}</p>
      ) : (
        <ul className="adjustments">
          {inside.map(adjustment => (
            <Line key={adjustment.id} adjustment={adjustment} ofPlacement={ofPlacement} />
          ))}
        </ul>
      )}
      <WithdrawSheet adjustments={inside} />
    </section>
  );
};

const Line = ({ adjustment, ofPlacement }: { adjustment: AdjustmentRecordRow; ofPlacement: boolean }) => {
  const { locale, words } = useLocale();
  const own = useWorkWords().adjustments;
  const { adjusted } = useCampaignWords();
  const { timeZone } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const sheets = useSheets();
  const mayChange = useServer()?.mayCollect === true;
  const at = (text: string) => formatMomentShort(Date.parse(text), timeZone, locale);
  const { withdrawal, placementId } = adjustment;
  return (
    <li className={adjustment.counts ? undefined : 'off'}>
      <p className="adjustment-name">
        <b className="number">{signedFull(adjustment)}</b> {adjusted.kinds[adjustment.kind]}
        {placementId !== null && !ofPlacement && (
          <>
            {words.dot}
            <Link href={links.placement(placementId, momentOf(state))} className="text-link">
              {`${words.placements.number} ${placementId}`}
            </Link>
          </>
        )}
        {!adjustment.counts && withdrawal === null && `${words.dot}${own.notCounted}`}
      </p>
      <p>{adjustment.reason}</p>
      <p className="cell-note">
        {[adjustment.author, at(adjustment.recordedAt), adjusted.from(at(adjustment.effectiveAt))].join(
          words.dot,
        )}
      </p>
      {withdrawal ? (
        <p className="cell-note">
          {own.withdrawn(withdrawal.author, at(withdrawal.recordedAt), withdrawal.reason)}
        </p>
      ) : (
        mayChange && (
          <Link href={sheets.hrefOf('withdraw', adjustment.id)} className="text-link no-print">
            {own.withdraw}
          </Link>
        )
      )}
    </li>
  );
};

const WithdrawSheet = ({ adjustments }: { adjustments: readonly AdjustmentRecordRow[] }) => {
  const own = useWorkWords().adjustments;
  const { id: campaign } = useCampaignContext();
  const sheets = useSheets();
  const { top, close } = sheets;
  const found = top?.kind === 'withdraw' && adjustments.find(({ id }) => id === top.id);
  if (!found || found.withdrawal) return null;
  return (
    <Sheet title={own.withdraw} onClose={close}>
      <p className="sheet-lead">
        <b className="number">{signedFull(found)}</b> {found.reason}
      </p>
      <ConfirmForm
        action={own.withdraw}
        destructive
        run={signed =>
          sendJson(
            'POST',
            `/campaigns/${encodeURIComponent(campaign)}/adjustments/${encodeURIComponent(found.id)}/withdraw`,
            signed,
          )
        }
        onDone={close}
        onCancel={close}
      >
        <p>{own.withdrawMeans}</p>
      </ConfirmForm>
    </Sheet>
  );
};

/** Both ends signed: "−120,000", "+100 – 200". */
export const signedFull = ({ low, high }: { low: number; high: number }): string => {
  const signed = (value: number) => `${value > 0 ? '+' : ''}${formatFull(value)}`;
  return low === high ? signed(low) : `${signed(low)} – ${signed(high)}`;
};
