/** The steps that a sample can ask for, and their options. */
import { z } from 'zod';
import { Failure } from '../../errors/failure.ts';
import { built, type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { named } from '../../yaml/named.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { measureSchema } from '../data/measure-schema.ts';
import { parseExpression } from '../expressions/expression.ts';
import { adoption } from './adoption.ts';
import { answers } from './answers.ts';
import { classify } from './classify.ts';
import { complete } from './complete.ts';
import { cut } from './cut.ts';
import { derive } from './derive.ts';
import { firstTreated } from './first-treated.ts';
import { groupMean } from './group-mean.ts';
import { drop, keep } from './keep.ts';
import { pca } from './pca.ts';
import { quantiles } from './quantiles.ts';
import { recode } from './recode.ts';
import { rolloutOrName } from './rollout-registry.ts';
import { sequence } from './sequence.ts';
import type { Step } from './step.ts';

const column = z.string().min(1);
const expression = built(column, parseExpression);
const label = textSchema.describe('what tables and the sample flow call it').optional();
const unit = textSchema.describe('printed in brackets after the label').optional();
/** The name of a level, or a number of the data, as text. */
const levelName = z.union([z.string().min(1), z.number().transform(String)]);
const reference = levelName.describe('the level that models leave out').optional();
const namedLevel = { name: levelName, label: textSchema.describe('what tables call the level').optional() };
const plainLevels = z.array(z.union([levelName.transform((name) => ({ name })), record(namedLevel)])).min(1);

/** A condition as a text, or with a label. */
const rows = z.union([
  expression.transform((where) => ({ where })),
  record({ where: expression.describe('an expression'), label }),
]);

/** A mapping of new columns, each made by a step of its own. */
function columnsBy<S extends z.ZodType>(entry: S, build: (name: string, entry: z.output<S>) => Step) {
  return { options: named(entry, build), build: (made: ReadonlyMap<string, Step>) => sequence([...made.values()]) };
}

const derivedColumn = z.union([
  expression.transform((value) => ({ value })),
  record({ value: expression.describe('an expression'), label, unit, measure: measureSchema.optional() }),
]);

const recodedColumn = record({
  of: column.describe('the column it is made from'),
  levels: z.array(record({ ...namedLevel, from: z.array(levelName).describe('levels of the other column') })).min(1),
  rest: z
    .enum(['refuse', 'missing'])
    .describe('what becomes of levels that nobody takes; refuse unless given')
    .optional(),
  reference,
  label,
});

const classifiedColumn = record({
  levels: z
    .array(record({ ...namedLevel, where: expression.describe('when it applies; without: all other rows').optional() }))
    .min(1),
  overlap: z.enum(['first', 'last', 'refuse']).describe('which level wins where several apply').optional(),
  reference,
  label,
});

const quantileColumn = record({
  of: column.describe('the number that is ranked'),
  groups: z.int().min(2).max(1000),
  levels: plainLevels.describe('from the smallest values to the largest; q1, q2, ... unless given').optional(),
  weights: column.describe('a column of weights').optional(),
  reference,
  label,
});

const cutColumn = record({
  of: column.describe('the number that is cut'),
  at: z.array(z.number()).min(1).describe('limits, ascending'),
  levels: plainLevels.describe('one more than limits'),
  closed: z.enum(['left', 'right']).describe('left: [a, b), unless given; right: (a, b]').optional(),
  reference,
  label,
});

const meanColumn = record({
  of: column.describe('the number whose means are taken'),
  by: column.describe('the column whose values are the groups (persons)'),
  label,
  unit,
});

const listed = z.array(levelName).min(1);
const answersColumn = z.union([
  record({
    of: column,
    any_of: listed.describe('1 where one of these was answered'),
    label,
    measure: measureSchema.optional(),
  }),
  record({
    of: column,
    none_of: listed.describe('1 where none of these was answered'),
    label,
    measure: measureSchema.optional(),
  }),
]);

const pcaColumn = record({
  of: z.array(column).min(2).describe('the items: numeric columns'),
  matrix: z.enum(['correlation', 'covariance']).describe('whether the items are standardised first'),
  components: z
    .union([z.enum(['first', 'retained', 'all']), z.int().min(1)])
    .describe('the first component, those with an eigenvalue above the mean, all, or the first n'),
  weights: z
    .enum(['variance_share', 'none'])
    .describe(
      'how several components are put together: by their shares of variance (over the sum of those used), or added up',
    ),
  sign: z
    .enum(['loadings_sum', 'largest'])
    .describe(
      'a component is turned so that its loadings add up to a positive number, or so that the largest is positive',
    ),
  scale: z
    .enum(['scores', 'standardised', 'indicators'])
    .describe('scores as they come, a standard deviation of one, or weights on the raw items that add up to one'),
  missing: z.literal('listwise').describe('listwise: a row that lacks an item has no composite and does not count'),
  label,
  unit,
});

const key = column.describe('the column whose levels adopt');
const adoptionColumn = z.union([
  record({
    key,
    rollout: rolloutOrName,
    programme: z.string().min(1).optional().describe('only entries of this programme'),
    outside: z.array(levelName).optional().describe('units of the roll-out that the data do not cover'),
    time: column
      .optional()
      .describe('times of observation: the flow then names always-treated units and cohorts between times'),
    label,
    unit,
  }),
  record({
    key,
    treated: column.describe('a numeric column, 1 where treated: adoption is the first such time of the unit'),
    time: column.describe('the time of the row'),
    label,
    unit,
  }),
]);

export const steps: Readonly<Record<string, Choice<Step>>> = {
  keep: defineChoice({ summary: 'keeps the rows where a condition is true', options: rows, build: keep }),
  drop: defineChoice({ summary: 'drops the rows where a condition is true', options: rows, build: drop }),
  complete: defineChoice({
    summary: 'keeps the rows in which none of some columns is missing',
    options: z.union([
      z
        .array(column)
        .min(1)
        .transform((columns) => ({ columns })),
      record({ columns: z.array(column).min(1), label }),
    ]),
    build: complete,
  }),
  derive: defineChoice({
    summary: 'columns by expressions',
    ...columnsBy(derivedColumn, (name, parts) => derive({ name, ...parts })),
  }),
  recode: defineChoice({
    summary: 'categories from the categories of another column',
    ...columnsBy(recodedColumn, (name, parts) => recode({ name, ...parts })),
  }),
  classify: defineChoice({
    summary: 'categories by conditions',
    ...columnsBy(classifiedColumn, (name, parts) => classify({ name, ...parts })),
  }),
  quantiles: defineChoice({
    summary: 'groups of equal size by rank (ties to the lower group)',
    ...columnsBy(quantileColumn, (name, parts) => quantiles({ name, ...parts })),
  }),
  cut: defineChoice({
    summary: 'groups of a number between limits',
    ...columnsBy(cutColumn, (name, parts) => cut({ name, ...parts })),
  }),
  pca: defineChoice({
    summary: 'a composite of several items by principal components',
    ...columnsBy(pcaColumn, (name, { missing: _, ...options }) => pca({ name, ...options })),
  }),
  adoption: defineChoice({
    summary: 'when the unit of the row adopted a policy, from a roll-out or a column of treatment; missing = never',
    ...columnsBy(adoptionColumn, (name, given) => {
      if ('treated' in given) return firstTreated({ name, ...given });
      const { rollout, ...options } = given;
      if (typeof rollout !== 'string') return adoption({ name, ...options, rollout });
      throw new Failure('E-SPEC-NAME', {
        finding: `no roll-out "${rollout}"`,
        remedy: 'declare it under rollouts, or write its entries here',
      });
    }),
  }),
  group_mean: defineChoice({
    summary: 'means of a number within groups (Mundlak terms)',
    ...columnsBy(meanColumn, (name, parts) => groupMean({ name, ...parts })),
  }),
  answers: defineChoice({
    summary: 'an indicator from a question with several answers',
    ...columnsBy(answersColumn, (name, { of, label: said, measure, ...given }) => {
      const [rule, wanted] =
        'anyOf' in given ? (['any_of', given.anyOf] as const) : (['none_of', given.noneOf] as const);
      return answers({ name, of, rule, answers: wanted, ...(said && { label: said }), ...(measure && { measure }) });
    }),
  }),
};

/** A step of a sample. */
export const stepSchema = choiceOf<Step>('step', () => steps);
