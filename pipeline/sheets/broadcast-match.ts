import { iso, localDate } from '../days.ts';
import { type BroadcastFigure, INDICATORS } from '../domain/broadcast.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Instant, Reading } from '../domain/reading.ts';
import { inOrder, type Problem } from '../problems.ts';
import type { BroadcastRow, BroadcastSheet } from './broadcast.ts';
import { episodeFinder, platformFinder } from './broadcast-places.ts';
import { playsReader } from './broadcast-plays.ts';

export type BroadcastMatchOptions = {
  readonly runId: string;
  /** When the report was taken in. What is stated later than that is a mistake. */
  readonly recordedAt: Instant;
  /** Hash of the report's bytes, kept as evidence. */
  readonly payloadId: string;
  readonly intervalS: number;
};
export type BroadcastMatched = {
  readonly figures: readonly BroadcastFigure[];
  /** On-demand plays, where the operator's rule is known. */
  readonly readings: readonly Reading[];
  /** Who states each of the readings, in their order. */
  readonly authors: readonly string[];
  readonly problems: readonly Problem[];
};

const keyOf = (figure: BroadcastFigure): string => {
  const { value: _value, text: _text, ...key } = figure;
  return JSON.stringify(key);
};

/** Two rows with one figure are one where they agree; where they do not, nobody can tell which is right. */
const mergeFigures = (
  fileName: string,
  placed: readonly { figure: BroadcastFigure; row: BroadcastRow; column: number; field: string }[],
): { figures: BroadcastFigure[]; problems: Problem[] } => {
  const problems: Problem[] = [];
  const groups = Map.groupBy(placed, ({ figure }) => keyOf(figure));
  const figures = [...groups.values()].flatMap(([first, ...others]) => {
    const other = others.find(({ figure }) => figure.value !== first?.figure.value);
    if (!first) return [];
    if (other) {
      const message = `"${other.figure.text}" contradicts "${first.figure.text}" of line ${first.row.line}: one figure has two values.`;
      problems.push({
        file: fileName,
        line: other.row.line,
        column: other.column,
        field: other.field,
        message,
      });
    }
    return [first.figure];
  });
  return { figures, problems };
};

/**
 * What a rating report says of a campaign: figures for the panel, and plays of items where their operator's rule is
 * known. Percentages, persons, households and minutes never become readings. Pure.
 */
export const matchBroadcast = (
  sheet: BroadcastSheet,
  catalogue: Catalogue,
  options: BroadcastMatchOptions,
): BroadcastMatched => {
  const { campaign } = catalogue;
  const platformOf = platformFinder(catalogue);
  const episodeOf = episodeFinder(catalogue);
  const readPlays = playsReader(catalogue, options);
  const problems: Problem[] = [];
  const placed: Parameters<typeof mergeFigures>[1][number][] = [];
  const readings: Reading[] = [];
  const authors: string[] = [];
  for (const row of sheet.rows) {
    const mistake = (message: string, place: { column: number; field: string } = { column: 1, field: '' }) =>
      problems.push({ file: sheet.fileName, line: row.line, ...place, message });
    if (row.statedAt > options.recordedAt) {
      mistake(`is stated at ${iso(row.statedAt)}, after it was taken in (${iso(options.recordedAt)}).`);
    }
    // Stated at 24:00 of a day is stated on that day.
    const statedOn = localDate(row.statedAt - 1, campaign.timeZone);
    if (row.periodTo > statedOn)
      mistake(`speaks of days until ${row.periodTo}, but was stated on ${statedOn}.`);
    const [place, found] = [platformOf(row), episodeOf(row)];
    if ('wrong' in place) mistake(place.wrong);
    if ('wrong' in found) mistake(found.wrong);
    if ('wrong' in place || 'wrong' in found) continue;
    const { platform, accountId } = place.value;
    const episodeId = found.value;
    for (const { column, field, indicator, value, text } of row.figures) {
      const figure: BroadcastFigure = {
        campaignId: campaign.id,
        episodeId,
        platform: platform.id,
        accountId,
        channel: row.text.channel,
        programme: row.text.programme,
        airedOn: row.airedOn,
        slot: row.text.slot,
        indicator,
        value,
        text,
        unit: INDICATORS[indicator].unit,
        periodFrom: row.periodFrom,
        periodTo: row.periodTo,
        method: row.method,
        methodText: row.methodText,
        universe: row.text.universe,
        document: sheet.fileName,
        documentHash: options.payloadId,
        author: row.text.author,
        statedAt: row.statedAt,
        recordedAt: options.recordedAt,
        runId: options.runId,
      };
      placed.push({ figure, row, column, field });
    }
    const plays = readPlays(row, platform, episodeId);
    if (plays && 'wrong' in plays) mistake(plays.wrong, row.plays ?? undefined);
    else if (plays) {
      readings.push(plays.value);
      authors.push(row.text.author);
    }
  }
  const merged = mergeFigures(sheet.fileName, placed);
  const twice = readings.flatMap((reading, index): Problem[] => {
    const other = readings.findIndex(
      ({ placementId, observedAt }) =>
        placementId === reading.placementId && observedAt === reading.observedAt,
    );
    const same = readings[other]?.text === reading.text;
    const message = `placement ${reading.placementId} is given "${readings[other]?.text}" and "${reading.text}" plays for one moment.`;
    return other === index || same ? [] : [{ file: sheet.fileName, line: 0, column: 0, field: '', message }];
  });
  return {
    figures: merged.figures,
    readings,
    authors,
    problems: inOrder([...problems, ...merged.problems, ...twice]),
  };
};
