import { Answered } from '../../components/answered.tsx';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useSourceLine } from '../../components/campaign/use-source-line.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { ChartFrame } from '../../components/chart-frame.tsx';
import { BoneRows } from '../../components/skeleton.tsx';
import { fileStem } from '../../format/csv.ts';
import { wallOf } from '../../format/dates.ts';
import { type Age, AgeChoice, hoursOf } from './age-choice.tsx';
import { AgedRanking } from './equal-age.tsx';
import { useAgedColumns } from './equal-age-columns.ts';
import { useEqualAge } from './queries.ts';
import { useAgeName } from './use-age-name.ts';

/** Every episode at the same age since its broadcast: what comparing totals of young and old ones cannot say. */
const AgedPanel = ({ age }: { age: Age }) => {
  const own = useCampaignWords();
  const { id, campaign, asOf, timeZone } = useCampaignContext();
  const query = useEqualAge(true);
  const columns = useAgedColumns(age);
  const ageName = useAgeName();
  return (
    <ChartFrame
      id="episodes"
      title={own.age.title}
      subtitle={own.age.subtitle(ageName(hoursOf(age)))}
      source={useSourceLine()}
      name={fileStem(id, `episodes-at-${age}`, wallOf(asOf, timeZone), campaign.formula.name)}
      tools={<AgeChoice />}
      table={query.data ? { columns, rows: query.data.episodes, rowKey: row => row.id } : null}
    >
      <Answered query={query} what={own.age.what} partial skeleton={<BoneRows rows={11} height={56} />}>
        {data => <AgedRanking data={data} age={age} />}
      </Answered>
    </ChartFrame>
  );
};

export default AgedPanel;
