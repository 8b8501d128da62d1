/** Readings in order of what they reproduce, those that cannot be told apart from the first, and what that says of each choice. */
import { betaTails } from '../../numerics/distributions.ts';
import type { ChoiceVerdict, ReadingResult } from '../../results/readings.ts';
import type { Question } from './question.ts';

/** A reading is told apart from the first when chance alone would give such a difference less often than this. */
const LEVEL = 0.05;
/**
 * Allowed are about two standard deviations of what varies from draw to draw: three times that, on a single cell that the first
 * reading meets, does not happen by chance.
 */
const FAR = 3;
/** Discrepancies closer than this are the same numbers in another order of additions. */
const SAME = 1e-9;

export type Unranked = Omit<ReadingResult, 'rank' | 'against' | 'alike'>;

/**
 * Most cells met first; then the smaller root mean square of the log ratios of standard errors, which hardly vary from draw to
 * draw; then the smaller mean z squared; then the order of the file. On data drawn again a reading cannot be told apart from the
 * first when an exact sign test of the cells that only one of the two meets gives P(X >= those of the first) above 0.05 and no cell
 * that the first meets is missed by more than three times what is allowed; on the paper's own data, where chance plays no part,
 * when it meets as many cells.
 */
export function rankReadings(readings: readonly Unranked[], data: 'same' | 'redrawn'): readonly ReadingResult[] {
  const ordered = [...readings].sort(
    (a, b) =>
      Number(a.failed !== undefined) - Number(b.failed !== undefined) ||
      b.met - a.met ||
      difference(a.rmsLogStdErrorRatio, b.rmsLogStdErrorRatio) ||
      difference(a.meanSquaredZ, b.meanSquaredZ),
  );
  const first = ordered[0];
  return ordered.map((reading, at): ReadingResult => {
    const against = first === undefined || reading.failed !== undefined ? NONE : compareMet(first, reading);
    const { worst, pValue } = against;
    const near = data === 'same' ? reading.met === first?.met : pValue > LEVEL && (worst?.timesAllowed ?? 0) <= FAR;
    return { ...reading, rank: at + 1, against, alike: reading.failed === undefined && near };
  });
}

const NONE: ReadingResult['against'] = { onlyFirst: 0, onlyThis: 0, pValue: Number.NaN };

function compareMet(first: Unranked, other: Unranked): ReadingResult['against'] {
  const isMet = ({ estimateMet, stdErrorMet }: Unranked['cells'][number]) => estimateMet && stdErrorMet;
  const others = new Map(other.cells.map((cell) => [cell.cell, isMet(cell)]));
  const differing = first.cells.filter((cell) => isMet(cell) !== others.get(cell.cell));
  const onlyFirst = differing.filter(isMet).length;
  const missed = new Set(differing.filter(isMet).map(({ cell }) => cell));
  const worst = other.cells
    .flatMap(({ cell, timesAllowed }) =>
      missed.has(cell) && timesAllowed !== undefined ? [{ cell, timesAllowed }] : [],
    )
    .toSorted((a, b) => b.timesAllowed - a.timesAllowed)[0];
  const onlyThis = differing.length - onlyFirst;
  return { onlyFirst, onlyThis, pValue: signTest(onlyFirst, differing.length), ...(worst !== undefined && { worst }) };
}

/** P(X >= count) for X binomial (of, 1/2), by the incomplete beta function. */
function signTest(count: number, of: number): number {
  return count === 0 ? 1 : betaTails(0.5, count, of - count + 1).lower;
}

function difference(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return Math.abs(a - b) <= SAME ? 0 : a - b;
}

/** Per choice: the alternatives among the readings that cannot be told apart from the first, and how far each other one gets. */
export function choiceVerdicts({ choices }: Question, ranked: readonly ReadingResult[]): readonly ChoiceVerdict[] {
  const estimated = ranked.filter(({ failed }) => failed === undefined);
  return [...choices.values()].map(({ name, alternatives }) => {
    const best = [...alternatives.keys()].map((alternative) => {
      const first = estimated.find((reading) => reading.choices[name] === alternative);
      return { alternative, met: first?.met ?? 0, rank: first?.rank ?? Number.NaN };
    });
    const left = [...alternatives.keys()].filter((alternative) =>
      estimated.some((reading) => reading.alike && reading.choices[name] === alternative),
    );
    return { choice: name, left, best };
  });
}
