/** Stopping a run, in Chinese. */
export const stopZh = {
  title: '中止采集',
  go: '中止',
  what: (n: string) =>
    `还有 ${n} 个没有问，中止后就不再问了。已读到的都保留、照常入库；没有问的沿用上次的数，下次采集会补。`,
  note: '已发出的请求会等它答完；平台要求等待的，可能要等上几分钟。台账会记下是谁中止的。',
  already: (by: string) => `${by} 已经中止，正在收尾。`,
  over: '这次采集已经问完或结束，不用中止了。',
};

/** Tables taken away, in Chinese. */
export const filesZh = {
  what: '内容',
  at: '导出时间',
  zone: '时区',
  kind: '种类',
  cause: '原因',
  count: '分发数',
  first: '首次（UTC）',
  last: '最近（UTC）',
  placements: '分发号',
};

/** Entering a renewed consent code, in Chinese. */
export const consentZh = {
  title: '填入授权码',
  open: '填授权码',
  go: '换取授权',
  code: '授权码',
  hint: '账号所有人在平台同意后，平台给出的那一串。一般只能用一次，几分钟内有效。',
  what: (who: string) => `用新的授权码，立刻向平台换取${who}的授权。`,
  note: '授权码只发给平台，不显示、不入库、不写日志；留下的只有换得的令牌，存在服务所在机器上、只有本人可读的文件里。',
  remote:
    '这个页面不是在服务所在的机器上打开的，连接也没有加密，授权码会以明文经过网络。请在那台机器上用 http://127.0.0.1 打开本页，或运行 renci authorise。',
  done: (at: string) => `授权成功，有效到 ${at}。之后会自动续。`,
  again: '没有读到的可以现在再采一次。',
  close: '关闭',
  unknown: '这个账号不在授权日历里。',
};
