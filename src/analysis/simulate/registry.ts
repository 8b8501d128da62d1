/** The words of a recipe: its steps, its distributions, and the schema of the file that holds them. */
import { z } from 'zod';
import { built, type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { assembleRecipe } from './assemble.ts';
import { compute } from './compute.ts';
import { cross } from './cross.ts';
import { distributions, formula } from './distribution-registry.ts';
import type { Distribution } from './distributions.ts';
import { draw } from './draw.ts';
import { equation } from './equation.ts';
import { first } from './first.ts';
import { numberRows } from './number-rows.ts';
import { panel } from './panel.ts';
import { quantileGroups } from './quantile-groups.ts';
import { quotas } from './quotas.ts';
import { rank } from './rank.ts';
import type { Recipe, SimulationStep } from './recipe.ts';

const word = z.string().min(1);
const whole = z.int().min(0);
const part = z.number().min(0);

function asMap<S extends z.ZodType>(values: S) {
  return z
    .record(z.string(), values)
    .transform((map): ReadonlyMap<string, z.output<S>> => new Map(Object.entries(map)));
}

const per = word
  .optional()
  .describe('a column of persons (or other units): one value for each, the same in all its rows');

const levelCounts = asMap(part);
const counted = formula
  .optional()
  .describe('with `per`: the rows that counts are about; who has none of them is dealt in proportion');

function quotasChoice(summary: string, proportions: boolean) {
  const levels = proportions ? levelCounts : asMap(whole);
  return defineChoice({
    summary,
    options: z.union([
      record({
        column: word,
        levels: levels.describe('rows per level, in the order in which they are filled'),
        order: formula.optional().describe('rows are filled in ascending order of this; left out: at random'),
        per,
        counted,
      }),
      record({
        column: word,
        by: word.describe('a categorical column: levels are given for each of its levels'),
        levels: asMap(levels),
        order: formula.optional(),
        skip: z.array(word).default([]).describe('levels of `by` whose rows stay missing'),
        per,
        counted,
      }),
    ]),
    build: (options) =>
      quotas({
        column: options.column,
        by: 'by' in options ? options.by : null,
        counts: 'by' in options ? options.levels : new Map([['', options.levels]]),
        proportions,
        order: options.order ?? null,
        skip: 'skip' in options ? options.skip : [],
        per: options.per ?? null,
        counted: options.counted ?? null,
      }),
  });
}

/** Steps of a recipe by the word that a spec uses. */
export const simulationSteps = {
  quotas: quotasChoice('categories in exact numbers, at random or in the order of a latent variable', false),
  shares: quotasChoice('categories in proportions, at random or in the order of a latent variable', true),
  draw: defineChoice({
    summary: 'columns of independent random draws',
    options: record({
      columns: z.array(word).min(1),
      from: choiceOf<Distribution>('distribution', () => distributions),
      per,
      where: formula.optional().describe('other rows stay missing'),
    }),
    build: ({ columns, from, per, where }) => draw({ columns, from, per: per ?? null, where: where ?? null }),
  }),
  rows: defineChoice({
    summary: 'the running number of each row, from 1',
    options: record({ column: word }),
    build: ({ column }) => numberRows(column),
  }),
  panel: defineChoice({
    summary: 'numbers of persons, part of whom return from the wave before',
    options: record({
      column: word,
      wave: word.describe('a categorical column: its levels in the order of time'),
      by: word.optional().describe('a categorical column in whose levels persons stay'),
      returning: z.number().min(0).max(1).describe("part of a wave's rows that are persons of the wave before"),
    }),
    build: ({ by, ...options }) => panel({ ...options, by: by ?? null }),
  }),
  first: defineChoice({
    summary: 'a column held at its value in the first row of each person',
    options: record({ column: word, of: word, per: word }),
    build: ({ column, of, per }) => first(column, of, per),
  }),
  compute: defineChoice({
    summary: 'columns by formula; a choice between texts makes a category',
    options: asMap(formula),
    build: (formulas) => compute(formulas),
  }),
  rank: defineChoice({
    summary: 'the values of a column rearranged so that they rise with a latent variable',
    options: record({ column: word, of: word, order: formula, by: word.optional() }),
    build: ({ column, of, order, by }) => rank(column, of, order, by ?? null),
  }),
  quantiles: defineChoice({
    summary: 'quantile groups of a column, lowest first; ties go to the lower group',
    options: record({ column: word, of: word, levels: z.array(word).min(2) }),
    build: ({ column, of, levels }) => quantileGroups(column, of, levels),
  }),
  cross: defineChoice({
    summary: 'the combinations of categorical columns as one, levels `a:b`',
    options: record({ column: word, of: z.array(word).min(2) }),
    build: ({ column, of }) => cross(column, of),
  }),
  equation: defineChoice({
    summary: 'a linear predictor: intercept, slopes, and one number per level of categorical columns (others 0)',
    options: record({
      column: word,
      intercept: z.number().default(0),
      terms: asMap(z.union([z.number(), asMap(z.number())])),
    }),
    build: ({ column, intercept, terms }) => equation(column, intercept, terms),
  }),
} as const satisfies Record<string, Choice<SimulationStep>>;

const output = record({
  of: word.optional().describe('the simulated column; the column of the same name unless given'),
  sequence: whole.optional().describe('running numbers from here instead'),
  constant: z.string().optional().describe('the same text in every row instead'),
  decimals: whole.max(15).default(0).describe('decimals of a number'),
  codes: asMap(z.string()).optional().describe('level: raw code; the name of the level unless given'),
  where: formula.optional().describe('the question is asked in these rows; others are blank'),
  missing: z
    .array(record({ where: formula, code: z.string() }))
    .default([])
    .describe('rows that carry a missing code; the first that holds wins'),
});

/** A file with `schema: simulate/1`. */
export const recipeSchema: z.ZodType<Recipe> = built(
  record({
    schema: z.literal('simulate/1'),
    label: record({ en: z.string(), zh: z.string().optional() }),
    rows: z.int().min(1).describe('rows that the counts were written for'),
    seed: z.int().min(0),
    exact_where: record({ column: word, level: word })
      .optional()
      .describe('rows in which quotas hold to the row; elsewhere they are proportions'),
    steps: z.array(choiceOf<SimulationStep>('step', () => simulationSteps)).min(1),
    columns: z.record(z.string(), output),
  }),
  assembleRecipe,
);
