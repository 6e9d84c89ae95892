/** The words of the page of campaigns, in Chinese. */
export const campaignsZh = {
  fresh: (age: string) => `数据更新于 ${age}`,
  never: '还没有采集过',
  incomplete: '不完整',
  complete: '完整',
  spark: (name: string) => `${name}的累计走势`,
  goal: (done: string, goal: string) => `目标 ${goal}，已达 ${done}`,
  asOf: (at: string) => `截至 ${at}`,
};
