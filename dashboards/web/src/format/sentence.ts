/** The headline sentence cut where the page sets it differently. Joined again, the parts are the sentence. */
export type SentenceParts = {
  /** “截至 ”: before the moment; '' where the sentence opens with something else. */
  readonly lead: string;
  /** “2022年12月30日 18:00”: the as-of control; '' where none was found. */
  readonly moment: string;
  /** “，” after the moment. */
  readonly comma: string;
  /** “11期节目视频观看总量 ”. */
  readonly subject: string;
  readonly wording: readonly WordingPart[];
  /** Whatever follows the wording. */
  readonly rest: string;
};
export type WordingPart = { readonly text: string; readonly heavy: boolean };

const MOMENT =
  /^(.{0,12}?)(\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:\s?\d{1,2}(?::\d{2}|时))?|\d{1,2} [A-Z][a-z]+ \d{4}(?:,? (?:at )?\d{1,2}:\d{2})?)([，,：:]?\s*)/;

const NUMBER = /\d[\d,.]*(?:\s?(?:万|亿|million|billion|thousand|[KMB]\b))?/g;

/** “超过”, “1842万”, “人次”: the number stands out from its words. */
export const splitWording = (wording: string): WordingPart[] => {
  const parts: WordingPart[] = [];
  let from = 0;
  for (const match of wording.matchAll(NUMBER)) {
    if (match.index > from) parts.push({ text: wording.slice(from, match.index), heavy: false });
    parts.push({ text: match[0], heavy: true });
    from = match.index + match[0].length;
  }
  if (from < wording.length) parts.push({ text: wording.slice(from), heavy: false });
  return parts;
};

/** Finds the moment and the wording inside a sentence; without its wording the sentence is taken as it is. */
export const splitSentence = (sentence: string, wording: string): SentenceParts => {
  const found = MOMENT.exec(sentence);
  const [all = '', lead = '', moment = '', comma = ''] = found ?? [];
  const body = sentence.slice(all.length);
  const at = wording === '' ? -1 : body.indexOf(wording);
  if (at === -1) return { lead, moment, comma, subject: '', wording: splitWording(body), rest: '' };
  return {
    lead,
    moment,
    comma,
    subject: body.slice(0, at),
    wording: splitWording(wording),
    rest: body.slice(at + wording.length),
  };
};
