/** expect.yaml, and the section `expect` of a single-file spec: numbers that a run must give. */
import { z } from 'zod';
import type { WrittenNumber } from '../exhibits/expectations/expectation.ts';
import { record } from '../yaml/record.ts';

const MOST_DECIMALS = 15;

const printedNumber = z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/, 'accepted: a number in quotes as printed, "0.650"');

/** 0.65 has two decimals, "0.650" three. */
const writtenNumber = z
  .union([z.number(), printedNumber])
  .transform((written): WrittenNumber => {
    const printed = typeof written === 'string';
    return { value: Number(written), decimals: decimalsOf(String(written)), printed };
  })
  .describe('a number, or in quotes as printed ("0.650"), so that zeros at its end count');

function decimalsOf(text: string): number {
  const [, fraction = '', power = '0'] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  return Math.min(Math.max(0, fraction.length - Number(power)), 100);
}

const tolerance = record({
  absolute: z.number().min(0).optional().describe('at most this far away'),
  relative: z.number().min(0).max(1).optional().describe('at most this share of the expected number away'),
}).describe('how far a number may be away: the wider of the two');

const probability = z.number().gt(0).lt(1);
const cellOrNumber = z.union([z.number(), z.string().min(1)]).describe('another cell, or a number');
const stars = z.string().regex(/^\*{0,5}$/, 'accepted: "", "*", "**", ...');

const assertions = {
  value: writtenNumber.optional(),
  se: writtenNumber.optional().describe('standard error, written as `value` is'),
  decimals: z
    .int()
    .min(0)
    .max(MOST_DECIMALS)
    .optional()
    .describe('to how many decimals value and se hold, where not as many as are written'),
  tolerance: tolerance.optional(),
  sign: z.enum(['positive', 'negative', 'zero']).optional(),
  stars: stars.optional().describe('"" for none'),
  n: z.int().min(0).optional().describe('number of observations behind the cell, exactly'),
  p_below: probability.optional(),
  p_above: probability.optional(),
  greater_than: cellOrNumber.optional(),
  less_than: cellOrNumber.optional(),
  equal_to: z.string().min(1).optional().describe('another cell; exactly, or within `tolerance`'),
};

const entry = record({
  cell: z
    .string()
    .min(1)
    .optional()
    .describe('a published cell (`t3.policy.c2_me`) or an address (`models.m.equation.effect.term`)'),
  model: z.string().min(1).optional().describe('in place of `cell`, with equation, effect and term'),
  equation: z.string().min(1).optional(),
  effect: z.string().min(1).optional(),
  term: z.string().min(1).optional(),
  ...assertions,
});

const group = record({
  within: z.string().min(1).describe('an address that the cells of this group begin with'),
  cells: z.array(entry).min(1),
});

const shape = {
  tolerance: tolerance
    .optional()
    .describe('for every number of the file that is not in quotes and has none of its own'),
  stars: z
    .record(z.string().regex(/^\*{1,5}$/), probability)
    .default({ '*': 0.1, '**': 0.05, '***': 0.01 })
    .describe('stars: p strictly below'),
  level: probability.default(0.999).describe('coverage of the binomial interval around a share of random draws'),
  cells: z.array(z.union([group, entry])).min(1),
};

/** The section `expect` of a single-file spec. */
export const expectSection = record(shape);

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const expectSchema = record({
  schema: z.literal('expect/1'),
  frozen: record({
    program: z.string(),
    version: z.string(),
    synthetic: z.boolean().describe('whether a recipe made the data'),
    spec_sha256: sha256,
    settings: z.array(z.string()).default([]),
    seed: z.int().min(0).optional(),
    data: z.array(record({ name: z.string(), sha256 })),
  })
    .optional()
    .describe('the run that `freeze` wrote this file from'),
  ...shape,
});

export type ExpectEntry = z.output<typeof entry>;
export type ExpectCells = z.output<typeof expectSection>['cells'];
