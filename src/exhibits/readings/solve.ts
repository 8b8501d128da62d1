/** The numbers of every reading -> the ranking, what it settles, and the conclusions: the record of one question. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { ReadingsResult } from '../../results/readings.ts';
import type { Published } from '../published/schema.ts';
import { focalEstimates, summarizeFocal } from './conclusions.ts';
import type { Reading } from './cross.ts';
import { judgeReading, unusable } from './judge.ts';
import { matchesAny, numberCells } from './printed-cells.ts';
import type { Question } from './question.ts';
import { choiceVerdicts, rankReadings } from './rank.ts';

/** What one reading found, or why it found nothing. */
export interface ReadingRun {
  readonly reading: Reading;
  readonly numbers: readonly OwnNumber[];
  /** settings as applied, those of the user among them */
  readonly settings: readonly string[];
  readonly failed?: string;
}

/** Cells that no reading has a number for, and those that the data cannot be held against, are skipped by name. */
export function solveQuestion(
  question: Question,
  published: Published,
  runs: readonly ReadingRun[],
  { data, excluded }: { readonly data: 'same' | 'redrawn'; readonly excluded: number },
): ReadingsResult {
  const owns = runs.map(({ numbers }) => new Map(numbers.map((number) => [number.cell, number])));
  const printed = numberCells(published);
  const named = [...printed].filter(([name]) => matchesAny(question.cells, name));
  const skipped = named.flatMap(([cell, number]) => {
    if (unusable({ data }, number)) return [{ cell, why: 'printed standard error rounds to zero' }];
    const known = owns.some((own) => own.has(cell));
    return known ? [] : [{ cell, why: 'no reading has this number' }];
  });
  const without = new Set(skipped.map(({ cell }) => cell));
  const cells = new Map(named.filter(([name]) => !without.has(name)));
  const bench = { data, cells, tolerances: question.tolerances };
  const unranked = runs.map(({ reading, settings, failed }, at) => ({
    choices: reading.choices,
    settings,
    ...judgeReading(bench, owns[at]!),
    focal: focalEstimates(question.focal, reading, owns[at]!),
    ...(failed !== undefined && { failed }),
  }));
  const readings = rankReadings(unranked, data);
  return {
    question: question.name,
    label: question.label,
    data,
    tolerances: question.tolerances,
    judged: cells.size,
    skipped,
    excluded,
    choices: [...question.choices.values()].map(({ name, label, alternatives }) => ({
      name,
      label,
      alternatives: [...alternatives.values()].map((one) => ({ name: one.name, label: one.label })),
    })),
    readings,
    verdicts: choiceVerdicts(question, readings),
    summaries: question.focal.map((focal) => summarizeFocal(focal, readings, printed.get(focal.cell))),
  };
}
