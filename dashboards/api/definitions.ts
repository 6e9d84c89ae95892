import type { Platform } from '../../pipeline/domain/catalogue.ts';
import type { DefinitionBreak, DefinitionInForce } from '../../pipeline/domain/definitions.ts';
import type { Bilingual } from '../../pipeline/domain/wording.ts';
import type { Campaign, Daily } from './contract.ts';

type Platforms = ReadonlyMap<string, Platform>;

const nameOf = (id: string, platforms: Platforms): Bilingual => {
  const platform = platforms.get(id);
  return platform ? { zh: platform.name, en: platform.nameEn } : { zh: id, en: id };
};

export const presentDefinition = (
  { platform, metric, ruleZh, ruleEn, source, strength, validFrom, validTo, from, to }: DefinitionInForce,
  platforms: Platforms,
): Campaign['definitions'][number] => ({
  platform,
  platformName: nameOf(platform, platforms),
  metric,
  rule: { zh: ruleZh, en: ruleEn },
  source,
  strength,
  validFrom,
  validTo,
  from,
  to,
});

export const presentBreak = (
  { date, platform, metric, before, after }: DefinitionBreak,
  platforms: Platforms,
): Daily['breaks'][number] => ({
  date,
  platform,
  platformName: nameOf(platform, platforms),
  metric,
  before: { zh: before.ruleZh, en: before.ruleEn },
  after: { zh: after.ruleZh, en: after.ruleEn },
});
