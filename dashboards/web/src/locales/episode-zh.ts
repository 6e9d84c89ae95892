/** The page of an episode, in Chinese. */
export const episodeZh = {
  number: (n: number) => `第 ${n} 期`,
  aired: '播出',
  status: { planned: '未播出', aired: '已播出', cancelled: '已取消' },
  age: {
    title: '播出后同龄',
    subtitle: '单位：人次。播出满这个时长时的观看量；名次是与其他满龄各期相比。',
    hours: (n: number) => (n % 24 === 0 ? `满 ${n / 24} 天` : `满 ${n} 小时`),
    rank: (place: number, of: number) => `第 ${place} / ${of}`,
    estimated: '推算',
    notYet: '尚未满',
    nothing: '当时没有读数',
    what: '同龄比较',
    age: '时长',
    low: '观看量，下界',
    high: '观看量，上界',
    place: '名次',
    of: '满龄的期数',
    at: '时刻',
  },
};
