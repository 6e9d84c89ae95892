import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';

/** A cell: a text, a number, nothing, or a cell as a workbook has it. */
export type WrittenCell = string | number | null | CellObject;

export type WrittenSheet = {
  readonly name: string;
  readonly rows: readonly (readonly WrittenCell[])[];
  /** Ranges such as `A2:A4`. */
  readonly merged?: readonly string[];
  readonly isHidden?: true;
};

const sheetOf = ({ rows, merged = [] }: WrittenSheet): WorkSheet => {
  const sheet: WorkSheet = {};
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      if (cell === null) continue;
      sheet[utils.encode_cell({ r, c })] =
        typeof cell === 'object' ? cell : { t: typeof cell === 'number' ? 'n' : 's', v: cell };
    }
  }
  // As wide as somebody's formatting of empty cells may say that it is.
  sheet['!ref'] = 'A1:AZ900';
  sheet['!merges'] = merged.map(range => utils.decode_range(range));
  return sheet;
};

/** The bytes of a workbook of these sheets. */
export const workbookOf = (
  sheets: readonly WrittenSheet[],
  { bookType = 'xlsx', date1904 = false }: { bookType?: 'xlsx' | 'biff8'; date1904?: boolean } = {},
): Uint8Array =>
  new Uint8Array(
    write(
      {
        SheetNames: sheets.map(({ name }) => name),
        Sheets: Object.fromEntries(sheets.map(sheet => [sheet.name, sheetOf(sheet)])),
        Workbook: {
          Sheets: sheets.map(({ isHidden }) => ({ Hidden: isHidden ? 1 : 0 })),
          WBProps: { date1904 },
        },
      },
      { type: 'array', bookType },
    ) as ArrayBuffer,
  );

/** A day and a time as a workbook keeps them. */
export const dated = (serial: number, format = 'yyyy/m/d h:mm'): CellObject => ({
  t: 'n',
  v: serial,
  z: format,
});
