/** The placebos that a spec can ask for, and their schemes. */
import { z } from 'zod';
import { Failure } from '../../errors/failure.ts';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import type { Assigned, PlaceboSpec, Scheme } from './placebo.ts';
import { givenRollouts, permuteLabels, permuteRollout, randomRollout } from './schemes.ts';

const column = z.string().min(1);

const schemes: Readonly<Record<string, Choice<Scheme>>> = {
  permute_rollout: defineChoice({
    summary: 'the observed adoption years, and never, in another order over the units',
    options: record({}),
    build: permuteRollout,
  }),
  random_units_random_years: defineChoice({
    summary: 'units at random, each with a year at random',
    options: record({
      treated: z.number().int().min(1).optional().describe('how many units; as many as in truth unless given'),
      years: z
        .union([z.literal('observed'), z.array(z.number()).min(1)])
        .describe('observed: a year of a truly treated unit; or the years to choose from, each as likely'),
    }),
    build: randomRollout,
  }),
  permute_labels: defineChoice({
    summary: 'labels of units or rows in another order',
    options: record({}),
    build: permuteLabels,
  }),
  given: defineChoice({
    summary: 'roll-outs from a file, one row per draw and adopting unit',
    options: record({
      file: column.describe('a CSV file, beside the spec'),
      draw: column.default('draw').describe('its column of draws'),
      unit: column
        .default('unit')
        .describe('its column of units; a unit that a draw does not name is never treated in it'),
      year: column.default('year').describe('its column of adoption years'),
    }),
    build: givenRollouts,
  }),
};

const placeboScheme = choiceOf<Scheme>('placebo scheme', () => schemes);

/** An entry of `placebos`. */
export const placeboEntry = record({
  label: textSchema.optional().describe('what figures call it; its name unless given'),
  model: column.describe('the model that is fitted on every draw'),
  unit: column.optional().describe('the column of the units that treatment is assigned to; rows unless given'),
  adopted: column.optional().describe('what is exchanged: the column with the year of adoption (missing: never)'),
  treatment: record({
    column: column.describe('the 0/1 column'),
    time: column.describe('the column of years'),
  })
    .optional()
    .describe('what is exchanged: a 0/1 column that is 1 from a year on'),
  labels: column.optional().describe('what is exchanged: a column with one value per unit'),
  scheme: placeboScheme.describe('how it is assigned anew'),
  draws: z.number().int().min(1).max(1_000_000).default(500).describe('how many'),
  seed: z.number().int().min(0).default(1).describe('each draw has a stream of its own under it'),
  enumerate: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe(
      'every assignment once in place of random draws: where there are no more of them than draws, always, never',
    ),
  term: column.optional().describe('the column id whose coefficient is followed, where several read what is exchanged'),
  statistic: z
    .enum(['t', 'coefficient'])
    .default('t')
    .describe(
      't: p values by the coefficient and by its t; coefficient: by it alone, without standard errors of the draws',
    ),
  equation: column.optional().describe('its equation, where several have it'),
  allow_failed: z.number().min(0).max(1).default(0.05).describe('share of draws whose fit may fail'),
  conf_level: z.number().gt(0).lt(1).default(0.95).describe('level of the Monte-Carlo interval'),
});

/** A placebo with its defaults; E-SPEC-VALUE unless exactly one thing is exchanged, of the kind that the scheme assigns. */
export function toPlacebo(name: string, entry: z.output<typeof placeboEntry>): PlaceboSpec {
  const { label = { en: name }, adopted, treatment, labels, ...rest } = entry;
  const exchanged: Assigned[] = [
    ...(adopted === undefined ? [] : [{ kind: 'adopted', column: adopted } as const]),
    ...(treatment === undefined ? [] : [{ kind: 'treatment', ...treatment } as const]),
    ...(labels === undefined ? [] : [{ kind: 'labels', column: labels } as const]),
  ];
  const [assigned] = exchanged;
  if (assigned === undefined || exchanged.length > 1) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `${exchanged.length === 0 ? 'nothing' : exchanged.map(({ kind }) => kind).join(' and ')} to exchange`,
      accepted: 'one of adopted, treatment, labels',
    });
  }
  const { scheme, unit } = rest;
  const fits = (assigned.kind === 'labels') === (scheme.assigns === 'labels');
  if (!fits) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `the scheme ${scheme.name} does not assign ${assigned.kind}`,
      accepted: scheme.assigns === 'labels' ? 'labels' : 'adopted or treatment',
    });
  }
  if (unit === undefined && assigned.kind !== 'labels') {
    throw new Failure('E-SPEC-VALUE', {
      finding: 'a roll-out is assigned to units',
      remedy: 'name their column under unit',
    });
  }
  return { name, label, assigned, ...rest };
}
