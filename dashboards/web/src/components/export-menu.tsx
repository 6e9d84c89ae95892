import { type RefObject, useEffect, useState } from 'react';
import { canCopyImage, copyImage, copyText, saveFile } from '../exports/save.ts';
import { type ExportTable, toText } from '../exports/sheet.ts';
import { toCsv } from '../format/csv.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Popover } from './popover.tsx';

export type ExportSource = {
  /** File name without its ending: `fileStem(campaign, what, asOfWall, formula)`. */
  readonly name: string;
  /** What it is, for the sheet “说明” of a workbook and the head of copied text: title, as-of, formula, source. */
  readonly about: readonly (readonly [name: string, value: string])[];
  /** Null where there is no table in it. */
  readonly table: (() => ExportTable) | null;
  /** What is copied as text; left out: the table. */
  readonly text?: () => string;
  /** The part of the page that is drawn as a picture; left out: no picture. */
  readonly picture?: RefObject<HTMLElement | null>;
};

type Way = {
  readonly key: string;
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => Promise<void>;
};

const SAID_MS = 2500;

/** Copy as text or image, PNG, CSV, Excel. What writes pictures and workbooks is fetched when first used. */
export const ExportMenu = ({ name, about, table, text, picture }: ExportSource) => {
  const { words } = useLocale();
  const { exports } = words;
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const draw = async (): Promise<Blob> => {
    const node = picture?.current;
    if (!node) throw new Error('There is nothing to draw.');
    const { toPng } = await import('../exports/picture.ts');
    return toPng(node);
  };
  const ways: Way[] = [];
  const copied = text ?? (table ? () => toText(table()) : null);
  if (copied)
    ways.push({ key: 'text', icon: 'copy', label: exports.copyText, run: () => copyText(copied()) });
  if (picture) {
    if (canCopyImage()) {
      ways.push({ key: 'image', icon: 'copy', label: exports.copyImage, run: () => copyImage(draw()) });
    }
    const run = async () => saveFile(`${name}.png`, await draw());
    ways.push({ key: 'png', icon: 'image', label: exports.png, run });
  }
  if (table) {
    const csv = async () => {
      const { header, rows } = table();
      saveFile(`${name}.csv`, new Blob([toCsv(header, rows)], { type: 'text/csv;charset=utf-8' }));
    };
    const xlsx = async () => {
      const { toXlsx } = await import('../exports/xlsx.ts');
      saveFile(`${name}.xlsx`, await toXlsx(table(), { data: exports.sheet, about: exports.about }, about));
    };
    ways.push({ key: 'csv', icon: 'table', label: exports.csv, run: csv });
    ways.push({ key: 'xlsx', icon: 'table', label: exports.xlsx, run: xlsx });
  }
  const use = async ({ key, run }: Way, close: () => void) => {
    close();
    try {
      await run();
      setSaid(key === 'text' || key === 'image' ? exports.copied : exports.saved);
    } catch (error) {
      console.error(error);
      setSaid(exports.failed);
    }
  };
  return (
    <span className="export-menu">
      <Popover icon="download" label={exports.open}>
        {close =>
          ways.map(way => (
            <button key={way.key} type="button" className="popover-item" onClick={() => void use(way, close)}>
              <Icon name={way.icon} />
              {way.label}
            </button>
          ))
        }
      </Popover>
      <span role="status" className={said === null ? 'visually-hidden' : 'export-said'}>
        {said}
      </span>
    </span>
  );
};
