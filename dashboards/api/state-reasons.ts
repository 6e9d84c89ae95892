import { causeOf } from '../../pipeline/domain/causes.ts';
import { windowClosedOn } from '../../pipeline/domain/reasons.ts';
import type { Bilingual } from '../../pipeline/domain/wording.ts';

/** Why a placement is not fresh: the codes of the view `placement_counts_as_of`, as short sentences. */
const SENTENCES: Readonly<Record<string, Bilingual>> = {
  '': { zh: '', en: '' },
  overdue: { zh: '到期未读，沿用上次的数。', en: 'A reading is overdue; the last count stands.' },
  'not read yet': { zh: '还没有读到过。', en: 'Not read yet.' },
  'held: zero': {
    zh: '平台给出零，可能是接口故障，待核实。',
    en: 'The platform said zero, which nothing vouches for; its interface may be broken.',
  },
  'held: fall': {
    zh: '大幅下降，待下一次读数确认。',
    en: 'The last reading fell far; it waits for the next one to confirm it.',
  },
  'held: fall-replaced': {
    zh: '大幅下降，已被更晚的下降取代，待确认。',
    en: 'The last reading fell far and a later fall took its place.',
  },
  'held: fall-dismissed': {
    zh: '大幅下降未获确认，不采用。',
    en: 'The last reading fell far and a later one did not confirm it.',
  },
  'held: unconfirmed': {
    zh: '合作方书面申报，待第二人核对原件后确认。',
    en: 'Told by a partner; it counts once a second person confirms it.',
  },
  'held: decided-hold': { zh: '人工判定不采用。', en: 'A person took the last reading out.' },
};

/** A stored reason in words; what a platform said is quoted in them. */
export const reasonText = (reason: string): Bilingual => {
  const closedOn = windowClosedOn(reason);
  if (closedOn !== null) {
    return {
      zh: `平台只提供发布后一段时间内的数据，已于 ${closedOn} 截止；这是最后一次读数。`,
      en: `The platform's look-back window closed on ${closedOn}; this is the last count there is.`,
    };
  }
  const known = SENTENCES[reason];
  if (known) return known;
  const { zh, en } = causeOf(reason);
  return { zh, en };
};
