import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { faultsOf } from '../../collectors/items.ts';
import { UnavailableError } from '../../pipeline/clickhouse/errors.ts';
import { SeriesRangeError } from '../../pipeline/domain/buckets.ts';
import { FormulaError } from '../../pipeline/domain/formula.ts';
import { UnknownAdjustment } from '../../pipeline/jobs/adjust.ts';
import { PlanChanged } from '../../pipeline/jobs/catalogue-file.ts';
import { RunUnderWayError } from '../../pipeline/jobs/collect-now.ts';
import { UnknownEntry } from '../../pipeline/jobs/decide.ts';
import { UnknownReading } from '../../pipeline/jobs/doubts.ts';
import { UnknownFall } from '../../pipeline/jobs/falls.ts';
import { UnknownCampaign } from '../../pipeline/jobs/figures.ts';
import { UnknownPublication } from '../../pipeline/jobs/publications.ts';
import { AlreadyPublished } from '../../pipeline/jobs/publish.ts';
import { UnknownReject } from '../../pipeline/jobs/rejects.ts';
import { UnknownScope } from '../../pipeline/jobs/series.ts';
import { NotUnderWay } from '../../pipeline/jobs/under-way.ts';
import { ConfigError, type Told } from '../../pipeline/problems.ts';
import { CatalogueConflict } from '../../pipeline/store/apply-catalogue.ts';
import { EXPECTED, type Problem, type ProblemKind } from './contract.ts';
import type { ApiDeps } from './deps.ts';
import { refusalZh } from './refusals.ts';

export type ProblemStatus = 400 | 403 | 404 | 409 | 410 | 422 | 500 | 503;

/** A refusal of the API: what happened and what to do, in both languages. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: ProblemStatus;
  readonly kind: ProblemKind;
  readonly zh: string;
  /** Which refusal of its kind it is, and what it is about; null where the kind says all. */
  readonly told: Told | null;

  constructor(
    status: ProblemStatus,
    kind: ProblemKind,
    en: string,
    zh: string,
    cause?: unknown,
    told: Told | null = null,
  ) {
    super(en, { cause });
    this.told = told;
    this.status = status;
    this.kind = kind;
    this.zh = zh;
  }
}

/** The refusal that stands for an error; anything unforeseen keeps its details in the log. */
const problemOf = (error: unknown): ApiProblem => {
  if (error instanceof ApiProblem) return error;
  if (error instanceof UnknownCampaign) {
    return new ApiProblem(404, 'unknown-campaign', error.message, '没有这个活动。', error);
  }
  if (error instanceof FormulaError) {
    return new ApiProblem(
      422,
      'formula',
      error.message,
      '没有这个计算口径，或其中含有不能相加的口径族。',
      error,
    );
  }
  if (error instanceof HTTPException && error.status < 500) {
    const en = `The request cannot be read: ${error.message || `HTTP ${error.status}`}.`;
    return new ApiProblem(400, 'bad-parameter', en, '请求内容无法读取。', error);
  }
  const refused = refusalOf(error);
  if (refused) return refused;
  if (error instanceof UnavailableError) {
    return new ApiProblem(
      503,
      'database',
      'The database cannot be reached just now. Nothing is lost: collection goes on and is stored later. Try again in a minute.',
      '数据库暂时连不上。数据没有丢失，采集照常进行、稍后入库。请过一分钟再试。',
      error,
    );
  }
  return new ApiProblem(
    500,
    'internal',
    'The server could not answer. Try again; if it stays, give the reference to whoever runs the server.',
    '服务器未能给出答案。请再试一次；仍不行时，把编号告诉维护人员。',
    error,
  );
};

/** The refusals of what is to be changed: their messages are written for whoever asked. */
export const refusalOf = (error: unknown): ApiProblem | null => {
  if (error instanceof UnknownScope) {
    return new ApiProblem(404, 'unknown-scope', error.message, '活动里没有这一期或这条分发。', error);
  }
  if (error instanceof SeriesRangeError) {
    return new ApiProblem(
      422,
      'range',
      error.message,
      '这段时间无法作答：起止颠倒、过长（按小时最多14天）或尚未开始（原因见英文说明）。',
      error,
    );
  }
  if (error instanceof CatalogueConflict) {
    return new ApiProblem(
      409,
      'duplicate',
      error.message,
      error.placementId === null
        ? '同一个内容给了两次，没有登记：一个内容只有一个计数。'
        : `该内容已经登记过，是第${error.placementId}号分发，没有重复登记。`,
      error,
    );
  }
  if (error instanceof PlanChanged) {
    return new ApiProblem(
      409,
      'plan-changed',
      error.message,
      '预览之后，库里的目录或文件有了变动，没有作任何更改。请看新的预览，再应用。',
      error,
    );
  }
  if (error instanceof AlreadyPublished) {
    return new ApiProblem(409, 'duplicate', error.message, '这个总量已经发布过，没有作任何更改。', error);
  }
  if (error instanceof UnknownPublication) {
    return new ApiProblem(404, 'unknown-publication', error.message, '没有这一次发布。', error);
  }
  if (error instanceof UnknownReading || error instanceof UnknownFall) {
    return new ApiProblem(404, 'unknown-reading', error.message, '没有这条读数或回落。', error);
  }
  if (error instanceof UnknownEntry) {
    return new ApiProblem(404, 'unknown-entry', error.message, '收件箱里没有这一条。', error);
  }
  if (error instanceof RunUnderWayError) {
    return new ApiProblem(
      409,
      'under-way',
      error.message,
      `${error.platforms.map(({ zh }) => zh).join('、')}正在采集，没有另外开始。请等它结束，或先中止它，再发起采集。`,
      error,
    );
  }
  if (error instanceof NotUnderWay) {
    return new ApiProblem(
      409,
      'not-under-way',
      error.message,
      '这次采集已经问完或结束了，没有中止什么。',
      error,
    );
  }
  if (error instanceof UnknownReject) {
    return new ApiProblem(404, 'unknown-reject', error.message, '没有这一条拒收记录。', error);
  }
  if (error instanceof UnknownAdjustment) {
    return new ApiProblem(404, 'unknown-adjustment', error.message, '没有这一条人工调整。', error);
  }
  if (error instanceof ConfigError) {
    return new ApiProblem(
      422,
      'refused',
      error.message,
      error.told ? refusalZh(error.told) : '请求无法照办，没有作任何更改（原因见英文说明）。',
      error,
      error.told,
    );
  }
  return null;
};

/** Answers with a problem and logs it under the same reference: a fault of ours with its cause, a refusal without. */
export const respondWithProblem = (deps: ApiDeps, c: Context, error: unknown): Response => {
  const problem = problemOf(error);
  const reference = (deps.reference ?? randomUUID)();
  const about = { reference, kind: problem.kind, method: c.req.method, path: c.req.path };
  if (problem.status >= 500)
    deps.log.error({ ...about, err: problem.cause }, 'a request could not be answered');
  else deps.log.info(about, problem.message);
  const body: Problem = {
    error: {
      ...{ kind: problem.kind, message: problem.message, messageZh: problem.zh, reference },
      ...problem.told,
    },
  };
  return c.json(body, problem.status, { 'cache-control': 'no-store' });
};

/** The refusal of parameters that do not fit: each named, with what is expected. */
export const badParameters = (error: z.ZodError, given: Readonly<Record<string, unknown>>): ApiProblem => {
  const unknowns = error.issues.flatMap(issue => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const unfits = error.issues.flatMap(({ code, path }) =>
    code === 'unrecognized_keys' ? [] : [String(path[0])],
  );
  const complaints = [...[...new Set(unfits)].map(name => unfit(name, given)), ...unknowns.map(unknown)];
  return new ApiProblem(
    400,
    'bad-parameter',
    complaints.map(({ en }) => en).join(' '),
    complaints.map(({ zh }) => zh).join(''),
    error,
  );
};

/** The refusal of a body that does not fit: the first fields that are wrong, and how. */
export const badBody = (error: z.ZodError): ApiProblem => {
  const faults = faultsOf(error);
  return new ApiProblem(
    400,
    'bad-parameter',
    `The body does not fit: ${faults}. It must be JSON, with the content type application/json.`,
    `请求内容不符合要求：${faults}。须为 JSON，且 Content-Type 为 application/json。`,
    error,
  );
};

const unknown = (name: string) => ({ en: `There is no parameter "${name}".`, zh: `没有参数“${name}”。` });

const unfit = (name: string, given: Readonly<Record<string, unknown>>) => {
  const expected = EXPECTED[name] ?? { en: 'another value', zh: '别的值' };
  const found = JSON.stringify(given[name]);
  return {
    en: `Parameter "${name}": expected ${expected.en}, found ${found}.`,
    zh: `参数“${name}”：应为${expected.zh}，得到 ${found}。`,
  };
};
