import { Link } from 'wouter';
import type { CatalogueOverview, CataloguePlanned } from '../../../../api/contract.ts';
import { campaignName } from '../../format/names.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { ChangeGroups } from './changes.tsx';
import { useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Plan = NonNullable<CataloguePlanned['plan']>;

/** What a file would change, in the order it would be done, and what stands in its way. */
export const PlanView = ({ plan, overview }: { plan: Plan; overview: CatalogueOverview }) => {
  const names = useNames(overview);
  const { words, locale } = useLocale();
  const { file: own } = useCatalogueWords();
  const links = useLinks();
  return (
    <>
      <h2>{own.result}</h2>
      <p>
        {campaignName(plan.campaign, locale)} <code className="mono">{plan.campaign.id}</code>
        {plan.campaign.isNew && `${words.dot}${own.isNew}`}
      </p>
      <p className="plan-sum" role="status">
        {plan.add + plan.change === 0
          ? own.nothing
          : own.sum(formatFull(plan.add), formatFull(plan.change), formatFull(plan.keep))}
      </p>
      {plan.conflicts.length > 0 && (
        <div className="conflicts" role="alert">
          <p>{own.conflicts(formatFull(plan.conflicts.length))}</p>
          <ul>
            {plan.conflicts.map(({ placementId, platform, externalId, campaign }) => (
              <li key={placementId}>
                <code className="mono">
                  {platform}/{externalId}
                </code>{' '}
                <Link className="text-link" href={links.placement(placementId)}>
                  {own.held(placementId, campaign)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {plan.shared.length > 0 && (
        <div className="conflicts shared" role="alert">
          <p>{own.shared(formatFull(plan.shared.length))}</p>
          <ul>
            {plan.shared.map(({ entity, id, name, campaigns }) => (
              <li key={`${entity} ${id}`}>
                {own.entities[entity]}
                {words.dot}
                {name} <code className="mono">{id}</code>
                {words.colon}
                {own.alsoOf(campaigns.map(names.campaign).join(words.comma))}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ChangeGroups changes={plan.changes} timeZone={plan.campaign.timeZone} />
      {plan.keep > 0 && <p className="field-note">{own.keepNote}</p>}
    </>
  );
};
