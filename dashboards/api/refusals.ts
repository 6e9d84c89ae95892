import { causeOf } from '../../pipeline/domain/causes.ts';
import type { Told } from '../../pipeline/problems.ts';
import type { RefusalCode } from '../../pipeline/refusal-codes.ts';
import { doubtZh } from './doubt-words.ts';

type Params = Told['params'];

/** Each refusal in Chinese, from its code and what it is about; the English sentence stands where it is refused. */
const REFUSALS: Readonly<Record<RefusalCode, (params: Params) => string>> = {
  'nothing-registered': () => '目录里还没有分发，没有可采的。',
  'nothing-askable': () => '这些分发都不能由程序采集：它们的平台没有启用的采集器。请用表格报数。',
  'reject-without-placement': () => '这条拒收没有指明分发，无从重采。随表格而来的，请改好表格再导入。',
  'no-link': () => '没有一个采集器认得链接，无法登记。',
  'too-many-links': ({ count, most }) => `这段文字里有${count}个链接，一次最多看${most}个。请分几次粘贴。`,
  'link-without-address': ({ text }) => `“${text}”里没有链接。请粘贴作品的地址。`,
  'link-repeated': ({ link, next }) =>
    `${link} 转到另一个短链接 ${next}。请在浏览器里打开，粘贴最后停下的地址。`,
  'link-of-no-item': ({ link, platform }) =>
    `${link} 是${platform}的页面，但不是可计数的作品（可能是登录页、列表或主页）。请打开作品本身，粘贴它的地址。`,
  'link-of-unknown-host': ({ link, known }) =>
    `${link} 所在的网站不认得。认得的平台有：${known}。其他平台的作品请写进目录文件，并给出平台的作品号。`,
  'link-not-followed': ({ link, why = '' }) => `${link} 没能跟到底，原文：“${why}”。请改为粘贴完整地址。`,
  'link-leads-nowhere': ({ link }) =>
    `${link} 没有转到任何地方：可能已过期，或只能在客户端里打开。请粘贴作品本身的地址。`,
  'link-of-page-id': ({ url, platform }) =>
    `${url} 单凭链接不能登记：这个平台（${platform}）的接口用另一套作品号，只有账号自己的列表才知道。请在收件箱里“查找新作品”，再登记或接受。`,
  'link-either': ({ link, platform }) =>
    `${link} 看不出是文章还是视频（${platform}）。请选明是哪一种，再登记。`,
  'platform-without-account': ({ platform }) =>
    `目录里还没有平台“${platform}”的账号。请先在目录文件里写上平台和账号，再应用。`,
  'unknown-account': ({ platform, account, known }) =>
    `平台“${platform}”没有账号“${account}”。有的是：${known}。`,
  'several-accounts': ({ platform, known }) => `平台“${platform}”有几个账号：${known}。请选明是哪一个。`,
  'work-of-another-episode': ({ work, episode }) =>
    `作品“${work}”属于${episode === '' ? '活动本身' : `“${episode}”`}，不属于所选的期。`,
  'work-without-title': () => '新作品要有标题：请写上标题，或选明它是哪个作品的另一处分发。',
  'unknown-episode': ({ campaign, id }) => `活动“${campaign}”没有“${id}”这一期。`,
  'unknown-work': ({ campaign, id }) => `活动“${campaign}”没有作品“${id}”。`,
  'not-ignored': ({ title }) => `《${title}》正在等待，只有忽略过的才能恢复。`,
  'accepted-already': ({ title, placement }) => `《${title}》已经接受，是第${placement}号分发，不能再改。`,
  'no-sure-place': ({ title, why = '' }) =>
    `《${title}》归到哪里没有把握：${doubtZh(why)}。请选明它的期或作品，或归到活动本身。`,
  'no-name': () => '请写上是谁：没有署名的更改不作数。',
  'nothing-to-apply': () => '没有可改的：库里与文件一致。',
  'shared-unconfirmed': ({ what }) =>
    `这份文件会改动别的活动也在用的平台或账号：${what}。请确认这些改动，再应用。`,
  'item-of-another-campaign': ({ platform, item, placement, campaign }) =>
    `${platform} 的作品 ${item} 已是活动“${campaign}”的第${placement}号分发：一个计数只属于一个活动。`,
  'no-listing': ({ what }) =>
    `${what === '' ? '没有一个账号' : `“${what}”`}${what === '' ? '能' : '不能'}列出新作品：没有启用的采集器能读它的清单。`,
  'discovery-under-way': () => '正在查找新作品，没有另外开始。请等它结束。',
  'no-consent-needed': ({ platform }) => `平台“${platform}”的账号不靠一次性的授权码授权。`,
  'not-authorised': ({ why = '' }) => `没有换得授权：${causeOf(why).zh}。`,
  'own-statement': ({ by }) => `${by} 是这个数字的申报人或录入人：须由另一人署名确认。`,
  'statement-without-proof': () => '这个数字没有申报人或原件，不能确认。请写明申报人，重新导入原件。',
  'listed-apart': ({ placement }) =>
    `第${placement}号分发单列、不在总量内（直播场观可能已含它），没有可更正的。`,
  'wrong-code': () => '授权码不能为空，也不能有空白。',
  'code-in-the-clear': () =>
    '这个授权码是以明文经过网络送来的，没有使用。它可能已被看到，请重新取得一个，再用 https、在服务所在的机器上用 http://127.0.0.1，或用 renci authorise 填入。',
};

/** @returns a refusal in Chinese */
export const refusalZh = ({ code, params }: Told): string => REFUSALS[code](params);
