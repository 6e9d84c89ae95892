/** The table of a placement's readings, wherever it stands, in Chinese. */
export const readingsZh = {
  show: '原始应答',
  payloadOf: (at: string) => `${at} 的原始应答`,
  noPayload: '这条读数没有原始应答',
  decide: '决定',
  decideOf: (at: string) => `决定 ${at} 的读数`,
  decision: '决定',
  listed: (shown: string, all: string) => `已列最近 ${shown} 条，共 ${all} 条。筛选与导出只及已列的。`,
  more: (n: string) => `再列 ${n} 条`,
  asking: '正在读取',
};
