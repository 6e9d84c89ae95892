import { useMemo } from 'react';
import { Link } from 'wouter';
import type { PublicationDetail, VerificationBody } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { useLinks } from '../../url/links.ts';
import { usePublication } from './context.ts';
import { usePublicationsWords } from './words.ts';

type Difference = VerificationBody['differences'][number];
type Broken = VerificationBody['payloads']['broken'][number];

/** A value of the canonical document as one reads it. */
const textOf = (value: unknown, nothing: string): string =>
  value === null || value === undefined
    ? nothing
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const useLine = (): ((id: string) => PublicationDetail['lines'][number] | undefined) => {
  const { publication } = usePublication();
  return useMemo(() => {
    const lines = new Map(publication.lines.map(line => [String(line.placementId), line]));
    return id => lines.get(id);
  }, [publication]);
};

/** Every field that is not what was frozen, by the line it belongs to. */
export const Differences = ({ differences }: { differences: readonly Difference[] }) => {
  const { verify } = usePublicationsWords();
  const lineOf = useLine();
  const columns = useMemo(
    (): Column<Difference>[] => [
      {
        key: 'what',
        header: verify.kind,
        value: ({ of, id }) => `${verify.kinds[of]} ${lineOf(id)?.title ?? ''} ${id}`,
        cell: ({ of, id }) => <Named kind={of} id={id} />,
      },
      { key: 'field', header: verify.field, value: ({ field }) => field || verify.whole },
      {
        key: 'frozen',
        header: verify.frozen,
        value: ({ frozen }) => textOf(frozen, verify.nothing),
        cell: ({ frozen }) => <code className="difference">{textOf(frozen, verify.nothing)}</code>,
      },
      {
        key: 'now',
        header: verify.now,
        value: ({ now }) => textOf(now, verify.nothing),
        cell: ({ now }) => <code className="difference">{textOf(now, verify.nothing)}</code>,
      },
    ],
    [verify, lineOf],
  );
  return (
    <DataTable
      caption={verify.table}
      columns={columns}
      rows={differences}
      rowKey={({ of, id, field }) => `${of}/${id}/${field}`}
      empty=""
    />
  );
};

const Named = ({ kind, id }: { kind: Difference['of']; id: string }) => {
  const { verify } = usePublicationsWords();
  const { platformName } = usePublication();
  const links = useLinks();
  const line = useLine()(id);
  if (kind !== 'line') {
    return (
      <span className="cell-title">
        {verify.kinds[kind]}
        {id && <span className="cell-note">{id}</span>}
      </span>
    );
  }
  return (
    <span className="cell-title">
      <Link href={links.placement(Number(id))} className="text-link">
        {line?.title ?? verify.kinds.line}
      </Link>
      <span className="cell-note">
        {line && `${platformName(line.platform)} `}#{id}
      </span>
    </span>
  );
};

/** Payloads that prove their line no more. */
export const BrokenPayloads = ({ broken }: { broken: readonly Broken[] }) => {
  const { verify } = usePublicationsWords();
  const lineOf = useLine();
  const columns = useMemo(
    (): Column<Broken>[] => [
      {
        key: 'what',
        header: verify.kinds.line,
        value: ({ placementId }) => `${lineOf(String(placementId))?.title ?? ''} ${placementId}`,
        cell: ({ placementId }) => <Named kind="line" id={String(placementId)} />,
      },
      { key: 'fault', header: verify.fault, value: ({ fault }) => verify.faults[fault] },
      {
        key: 'payload',
        header: verify.payload,
        value: ({ payloadId }) => payloadId,
        cell: ({ payloadId }) => <code className="mono difference">{payloadId}</code>,
      },
    ],
    [verify, lineOf],
  );
  return (
    <DataTable
      caption={verify.payload}
      columns={columns}
      rows={broken}
      rowKey={({ payloadId, placementId }) => `${payloadId}/${placementId}`}
      empty=""
    />
  );
};
