import { causeOf } from './causes.ts';
import { formatFull } from './format.ts';
import type { Bilingual } from './wording.ts';

/**
 * What a run's ledger line says beside its numbers, as data: stored with the run, and told in the reader's language by
 * {@link remarkWords}. `name` is the platform's (or of one side of it), `said` what was written when it happened.
 */
export type RunRemark =
  | {
      readonly code: 'ended';
      readonly name: Bilingual;
      readonly failed: number;
      /** Failed targets by kind of error. */
      readonly failures: Readonly<Partial<Record<string, number>>>;
      readonly absent: number;
      readonly hidden: number;
      readonly removed: number;
    }
  /** Accounts that were left alone for one reason. */
  | {
      readonly code: 'left-alone';
      readonly name: Bilingual;
      readonly said: string;
      readonly accounts: number;
    }
  | { readonly code: 'more-left-alone'; readonly name: Bilingual; readonly accounts: number }
  | { readonly code: 'doubtful'; readonly asked: number; readonly read: number }
  | { readonly code: 'quota'; readonly name: Bilingual; readonly left: number; readonly perDay: number }
  | {
      readonly code: 'window-final';
      readonly name: Bilingual;
      readonly placements: number;
      readonly days: number;
    }
  | {
      readonly code: 'window-lost';
      readonly name: Bilingual;
      readonly placements: number;
      /** Item ids of the first of them. */
      readonly items: readonly string[];
    }
  | { readonly code: 'asked-for' | 'rejects-asked-for'; readonly by: string }
  /** Another run held these platforms when this one came to them. */
  | { readonly code: 'waited'; readonly names: readonly Bilingual[] }
  | { readonly code: 'stopped'; readonly by: string; readonly unasked: number }
  | { readonly code: 'cut-short'; readonly said: string }
  | { readonly code: 'cut-off' }
  | {
      readonly code: 'sheet';
      readonly file: string;
      readonly readings: number;
      readonly without: number;
      readonly refused: number;
    }
  | {
      readonly code: 'broadcast';
      readonly file: string;
      readonly figures: number;
      readonly readings: number;
    };

/** Every code of a remark. */
export const REMARK_CODES = [
  'ended',
  'left-alone',
  'more-left-alone',
  'doubtful',
  'quota',
  'window-final',
  'window-lost',
  'asked-for',
  'rejects-asked-for',
  'waited',
  'stopped',
  'cut-short',
  'cut-off',
  'sheet',
  'broadcast',
] as const satisfies readonly RunRemark['code'][];

const KINDS_ZH: Readonly<Record<string, string>> = {
  network: '网络不通',
  'rate-limited': '限流或额度用完',
  auth: '授权失效',
  refused: '平台拒答',
  shape: '应答读不懂',
  config: '设置不全',
};

/** A remark as one sentence without its full stop, in both languages. */
export const remarkWords = (remark: RunRemark): Bilingual => {
  switch (remark.code) {
    case 'ended':
      return endedWords(remark);
    case 'left-alone': {
      const { zh } = causeOf(remark.said);
      const many = remark.accounts > 1;
      return {
        zh: `${remark.name.zh}：${many ? `${remark.accounts}个账号没有再问` : '有一个账号没有再问'}，${zh}`,
        en: many ? `${remark.said} (${remark.accounts} accounts)` : remark.said,
      };
    }
    case 'more-left-alone':
      return {
        zh: `${remark.name.zh}：另有${remark.accounts}个账号没有再问，原因见“renci doctor”`,
        en: `${remark.accounts} more accounts were left alone, see "renci doctor"`,
      };
    case 'doubtful':
      return {
        zh: `${formatFull(remark.asked)}个存疑，当场复读到${formatFull(remark.read)}个`,
        en: `${remark.asked} doubtful, ${remark.read} of them read again`,
      };
    case 'quota':
      return {
        zh: `${remark.name.zh}：${formatFull(remark.left)}个留到明天（每天${formatFull(remark.perDay)}次请求已用完）`,
        en: `${remark.name.en}: ${remark.left} left for tomorrow (${remark.perDay} requests a day are spent)`,
      };
    case 'window-final':
      return {
        zh: `${remark.name.zh}：${formatFull(remark.placements)}个不再问，已过平台的回看期（${remark.days}天），最后一次读数即定数`,
        en: `${remark.name.en}: ${remark.placements} not asked, window closed (${remark.days} days), last count final`,
      };
    case 'window-lost': {
      const more = remark.placements - remark.items.length;
      return {
        zh: `${remark.name.zh}：${formatFull(remark.placements)}个补不回来了，没有读到就过了回看期：${remark.items.join('、')}${more > 0 ? `等` : ''}`,
        en: `${remark.name.en}: ${remark.placements} can no longer be filled, window closed before any reading: ${[...remark.items, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}`,
      };
    }
    case 'asked-for':
      return { zh: `${remark.by}发起`, en: `asked for by ${remark.by}` };
    case 'rejects-asked-for':
      return { zh: `${remark.by}发起，重采拒收`, en: `rejects asked for again by ${remark.by}` };
    case 'waited':
      return {
        zh: `等另一次采集问完${remark.names.map(({ zh }) => zh).join('、')}之后才问`,
        en: `waited for another run to be done with ${remark.names.map(({ en }) => en).join(', ')}`,
      };
    case 'stopped':
      return {
        zh: `由${remark.by}中止，${formatFull(remark.unasked)}个没有问，已读到的都保留`,
        en: `stopped by ${remark.by}: ${remark.unasked} were not asked, what was read is kept`,
      };
    case 'cut-short':
      return { zh: `被中断，原文：“${remark.said}”`, en: `cut short: ${remark.said}` };
    case 'cut-off':
      return {
        zh: '中途断掉：进程先于采集结束；已读到的都保留',
        en: 'cut off: the process ended before the run did; what it had read is kept',
      };
    case 'sheet':
      return {
        zh: `${remark.file}：${formatFull(remark.readings)}个读数，${formatFull(remark.without)}个没有数字，${formatFull(remark.refused)}个拒收`,
        en: `${remark.file}: ${remark.readings} readings, ${remark.without} without a value, ${remark.refused} refused`,
      };
    case 'broadcast':
      return {
        zh: `${remark.file}：${formatFull(remark.figures)}个电视收视数，${formatFull(remark.readings)}个读数`,
        en: `${remark.file}: ${remark.figures} broadcast figures, ${remark.readings} readings`,
      };
  }
};

const endedWords = ({
  name,
  failed,
  failures,
  absent,
  hidden,
  removed,
}: Extract<RunRemark, { readonly code: 'ended' }>): Bilingual => {
  const kinds = Object.entries(failures);
  const list = (of: (kind: string) => string, comma: string): string =>
    kinds.map(([kind, times]) => `${of(kind)} ×${times}`).join(comma);
  const zh = [
    failed > 0 ? `${formatFull(failed)}个失败（${list(kind => KINDS_ZH[kind] ?? kind, '、')}）` : '',
    absent > 0 ? `${formatFull(absent)}个应答里没有` : '',
    hidden > 0 ? `${formatFull(hidden)}个不显示数字` : '',
    removed > 0 ? `${formatFull(removed)}个已下架` : '',
  ];
  const en = [
    failed > 0 ? `${failed} failed (${list(kind => kind, ', ')})` : '',
    absent > 0 ? `${absent} not in the answer` : '',
    hidden > 0 ? `${hidden} hidden` : '',
    removed > 0 ? `${removed} removed` : '',
  ];
  return {
    zh: `${name.zh}：${zh.filter(Boolean).join('，')}`,
    en: `${name.en}: ${en.filter(Boolean).join(', ')}`,
  };
};
