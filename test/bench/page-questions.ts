import { DAY, iso } from '../../pipeline/days.ts';

/** What the pages of dashboards/web ask of one campaign, by the parts of its page. */
const PARTS = [
  ...['', '/episodes', '/platforms', '/daily', '/series?by=day', '/equal-age', '/kinds', '/placements'],
  ...['/milestones', '/hits', '/broadcast'],
];

type Clocks = { readonly asOf: number; readonly knownAt: number };
type PageQuestion = { readonly name: string; readonly path: string };

/**
 * Every question of the campaign page: now, and where both clocks may be set, at a moment of the past as well.
 * @param other the campaign it is compared with
 */
export const campaignPage = (id: string, other: string, { asOf, knownAt }: Clocks): PageQuestion[] => {
  const clocks = `asOf=${iso(asOf)}&knownAt=${iso(knownAt)}`;
  const campaign = `/campaigns/${id}`;
  const both = (part: string): PageQuestion[] => {
    const name = part === '' ? 'head of the page' : part.slice(1);
    const path = campaign + part;
    return [
      { name: `${name}, now`, path },
      { name: `${name}, past`, path: `${path}${part.includes('?') ? '&' : '?'}${clocks}` },
    ];
  };
  return [
    { name: 'campaigns', path: '/campaigns' },
    ...PARTS.flatMap(both),
    ...both(`/comparison?with=${other}`),
    { name: 'growth of ten days', path: `${campaign}/growth?from=${iso(asOf - 10 * DAY)}&to=${iso(asOf)}` },
    { name: 'hot lists', path: `${campaign}/hot` },
    { name: 'publications', path: `/publications?campaign=${id}` },
  ];
};
