import { HINTS, type Parts, RULES } from './cause-rules.ts';
import type { Bilingual } from './wording.ts';

/**
 * Why something was not read, taken apart: what the program itself says, in both languages, and `said`, the words of the
 * platform, which are quoted and never translated. Reasons are kept as one English sentence, also those of years ago;
 * `code` is '' for one that no rule here knows: it is quoted whole.
 */
export type Cause = Bilingual & { readonly code: string; readonly said: string };

const NOT_ASKED = 'not asked, because ';
const PAUSE = /; it asks to wait (\d+) s$/;

/** A stored reason, taken apart. */
export const causeOf = (reason: string): Cause => {
  if (reason === '') return { code: '', said: '', zh: '', en: '' };
  if (reason.startsWith(NOT_ASKED)) {
    const { code, said, zh, en } = causeOf(reason.slice(NOT_ASKED.length));
    return { code, said, zh: `没有再问，因为${zh}`, en: `${NOT_ASKED}${en}` };
  }
  const [pause, seconds] = PAUSE.exec(reason) ?? [];
  if (pause !== undefined) {
    const { code, said, zh, en } = causeOf(reason.slice(0, -pause.length));
    return { code, said, zh: `${zh}；平台要求等${seconds}秒`, en: `${en}${pause}` };
  }
  for (const { code, match, zh, en } of RULES) {
    const found = match.exec(reason);
    if (!found) continue;
    const parts = (found.groups ?? {}) as Parts;
    const { words, hint } = ownWords(parts.said ?? '');
    return {
      ...{ code, said: words },
      zh: `${zh(parts, causeOf)}${words === '' ? '' : `，平台原文：“${words}”`}${hint && `；${hint.zh}`}`,
      en: en
        ? `${en(parts)}${words === '' ? '' : `, in its own words: “${words}”`}${hint && `; ${hint.en}`}`
        : reason,
    };
  }
  return { code: '', said: reason, zh: `原文：“${reason}”`, en: reason };
};

/** Where a collector's hint begins after the words of the platform. */
const ownWords = (said: string): { readonly words: string; readonly hint: Bilingual | '' } => {
  for (let at = said.indexOf(': '); at >= 0; at = said.indexOf(': ', at + 1)) {
    const en = said.slice(at + 2);
    const known = HINTS.find(([match]) => match.test(en));
    if (known) return { words: said.slice(0, at), hint: { zh: en.replace(known[0], known[1]), en } };
  }
  return { words: said, hint: '' };
};
