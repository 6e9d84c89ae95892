import { useCampaignWords } from '../../components/campaign/words.ts';

/** An age in words: whole days where it is some. */
export const useAgeName = (): ((hours: number) => string) => {
  const { age } = useCampaignWords();
  return hours => (hours > 0 && hours % 24 === 0 ? age.days(hours / 24) : age.hours(hours));
};
