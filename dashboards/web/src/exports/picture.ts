import { domToBlob } from 'modern-screenshot';
import { colourOf } from '../theme/theme.ts';

/** What belongs to the page and not to the picture. */
const LEFT_OUT = '.panel-tools, .table-tools, .no-print';

const dataUrl = async (url: string): Promise<string> => {
  const blob = await (await fetch(url)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
};

/** The parts of the web font that the page has loaded, written out: a picture cannot fetch, and all of it is 10 MB. */
const loadedFonts = async (): Promise<string> => {
  const loaded = [...document.fonts].filter(font => font.status === 'loaded');
  const rules = [...document.styleSheets].flatMap(sheet =>
    [...sheet.cssRules].filter(rule => rule instanceof CSSFontFaceRule),
  );
  const range = (text: string) => text.toLowerCase().replaceAll(/[\s]|u\+/g, '');
  const wanted = rules.filter(({ style }) =>
    loaded.some(
      font =>
        font.weight === style.getPropertyValue('font-weight') &&
        range(font.unicodeRange) === range(style.getPropertyValue('unicode-range')),
    ),
  );
  const written = wanted.map(async rule => {
    const url = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue('src'))?.[1];
    if (url === undefined) return '';
    const absolute = new URL(url, rule.parentStyleSheet?.href ?? location.href).href;
    return rule.cssText.replace(/url\([^)]*\)/, `url("${await dataUrl(absolute)}")`);
  });
  return (await Promise.all(written)).join('\n');
};

const EDGE = 24;

/**
 * A part of the page as a PNG at twice its size, on the page's ground, without its buttons.
 * @throws Error where the browser cannot draw it.
 */
export const toPng = async (node: HTMLElement): Promise<Blob> =>
  domToBlob(node, {
    type: 'image/png',
    scale: 2,
    backgroundColor: colourOf('--ground'),
    width: node.offsetWidth + 2 * EDGE,
    height: node.offsetHeight + 2 * EDGE,
    style: { padding: `${EDGE}px`, margin: '0', boxSizing: 'border-box' },
    filter: part => !(part instanceof Element && part.matches(LEFT_OUT)),
    font: { cssText: await loadedFonts() },
  });
