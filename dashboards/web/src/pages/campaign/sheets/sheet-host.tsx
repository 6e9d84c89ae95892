import type { ReactNode } from 'react';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { Sheet } from '../../../components/sheet.tsx';
import { campaignName } from '../../../format/names.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import type { SheetRef } from '../../../url/state.ts';
import { usePageState } from '../../../url/use-state.ts';
import { ActSheet } from './act-sheet.tsx';
import { AdjustmentsSheet } from './adjustments-sheet.tsx';
import { FamilySheet } from './family-sheet.tsx';
import { FormulaSheet } from './formula-sheet.tsx';
import { MissingSheet } from './missing-sheet.tsx';
import {
  EpisodeSheet,
  KindSheet,
  OwnSheet,
  PlatformSheet,
  SeriesSheet,
  TotalSheet,
} from './parts-sheets.tsx';
import { PlacementSheet } from './placement-sheet.tsx';
import { RunsSheet } from './runs-sheet.tsx';
import { useSheetTitle } from './use-sheet-title.ts';
import '../../../components/campaign/adjustments.css';
import '../../../components/sheet-parts.css';
import './sheets.css';

/** The sheet the address asks for, on top of the page; those beneath it are one step back. */
export const SheetHost = () => {
  const { state } = usePageState();
  const top = state.sheet.at(-1);
  return top ? <Open trail={state.sheet} top={top} /> : null;
};

const Open = ({ trail, top }: { trail: readonly SheetRef[]; top: SheetRef }) => {
  const { locale } = useLocale();
  const { go } = usePageState();
  const { campaign } = useCampaignContext();
  const beneath = trail.at(-2);
  const title = useSheetTitle(top);
  const beneathTitle = useSheetTitle(beneath ?? { kind: 'total' });
  return (
    <Sheet
      title={title}
      eyebrow={beneath ? beneathTitle : campaignName(campaign.campaign, locale)}
      onClose={() => go({ sheet: [] }, 'back')}
      {...(beneath ? { onBack: () => go({ sheet: trail.slice(0, -1) }, 'back') } : {})}
    >
      {contentOf(top)}
    </Sheet>
  );
};

const contentOf = (ref: SheetRef): ReactNode => {
  switch (ref.kind) {
    case 'total':
      return <TotalSheet />;
    case 'missing':
      return <MissingSheet />;
    case 'formula':
      return <FormulaSheet />;
    case 'runs':
      return <RunsSheet />;
    case 'adjustments':
      return <AdjustmentsSheet />;
    case 'episode':
      return <EpisodeSheet key={ref.id} id={ref.id} />;
    case 'platform':
      return <PlatformSheet key={ref.id} id={ref.id} />;
    case 'own':
      return <OwnSheet />;
    case 'kind':
      return <KindSheet key={ref.id} id={ref.id} />;
    case 'series':
      return <SeriesSheet key={ref.id} id={ref.id} />;
    case 'family':
      return <FamilySheet key={ref.id} id={ref.id} />;
    case 'act':
      return <ActSheet key={ref.id} id={ref.id} />;
    case 'placement':
      return <PlacementSheet key={ref.id} id={ref.id} />;
  }
};
