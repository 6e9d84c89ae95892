/** A text without what people write differently: width, case, blanks, punctuation, hash signs. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** The hashtags of a text, plain: Chinese platforms close them (#向群众汇报#), others end them at a blank. */
export const hashtagsOf = (text: string): string[] =>
  [...text.normalize('NFKC').matchAll(/#([^#\s]+)/g)]
    .map(([, tag = '']) => plain(tag))
    .filter(tag => tag !== '');

/** Whether a text has every blank-separated part of a keyword: "天津 线下教学" asks for both, in any order. */
export const hasKeyword = (text: string, keyword: string): boolean => {
  const parts = keyword
    .split(/\s+/)
    .map(plain)
    .filter(part => part !== '');
  const said = plain(text);
  return parts.length > 0 && parts.every(part => said.includes(part));
};

/** What a campaign is recognised by on a list of topics. */
export type TopicTerms = {
  readonly campaignId: string;
  readonly keywords: readonly string[];
  /** Titles of its works, used only where no keyword is declared. */
  readonly titles: readonly string[];
};

/** Titles shorter than this say too little to be looked for inside another text. */
const SHORTEST_TITLE = 6;

/** The word by which a topic belongs to a campaign; null where it does not. */
export const matchTopic = (topic: string, { keywords, titles }: TopicTerms): string | null => {
  if (keywords.length > 0) return keywords.find(keyword => hasKeyword(topic, keyword)) ?? null;
  const said = plain(topic);
  return (
    titles.find(title => {
      const wanted = plain(title);
      if (wanted === '' || said === '') return false;
      if (wanted === said) return true;
      const [short, long] = wanted.length < said.length ? [wanted, said] : [said, wanted];
      return short.length >= SHORTEST_TITLE && long.includes(short);
    }) ?? null
  );
};
