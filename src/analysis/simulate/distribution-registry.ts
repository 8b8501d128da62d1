/** The distributions that a recipe can draw from, and their parameters. */
import { z } from 'zod';
import { built, type Choice, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { parseExpression } from '../expressions/expression.ts';
import {
  bernoulli,
  beta,
  type Distribution,
  gamma,
  integer,
  logistic,
  lognormal,
  normal,
  poisson,
  uniform,
} from './distributions.ts';
import type { Parameter } from './recipe.ts';

/** An expression over the columns made so far. */
export const formula = built(z.string().describe('an expression over the columns made so far'), parseExpression);
const parameter: z.ZodType<Parameter> = z.union([z.number(), formula]).describe('a number or an expression') as never;
const pair = <A extends string, B extends string>(first: A, second: B) =>
  record({ [first]: parameter, [second]: parameter } as Record<A | B, typeof parameter>);

/** Distributions by the word that a spec uses. */
export const distributions = {
  normal: defineChoice({
    summary: 'normal; mean 0 and sd 1 unless given',
    options: record({ mean: parameter.default(0), sd: parameter.default(1) }),
    build: ({ mean, sd }) => normal(mean, sd),
  }),
  uniform: defineChoice({
    summary: 'uniform on [low, high); 0 and 1 unless given',
    options: record({ low: parameter.default(0), high: parameter.default(1) }),
    build: ({ low, high }) => uniform(low, high),
  }),
  integer: defineChoice({
    summary: 'whole numbers from low to high, both included',
    options: pair('low', 'high'),
    build: ({ low, high }) => integer(low, high),
  }),
  lognormal: defineChoice({
    summary: 'exp of a normal with mean mu and standard deviation sigma',
    options: pair('mu', 'sigma'),
    build: ({ mu, sigma }) => lognormal(mu, sigma),
  }),
  gamma: defineChoice({
    summary: 'gamma with that mean and standard deviation',
    options: pair('mean', 'sd'),
    build: ({ mean, sd }) => gamma(mean, sd),
  }),
  beta: defineChoice({
    summary: 'beta on (0, 1) with shapes a and b',
    options: pair('a', 'b'),
    build: ({ a, b }) => beta(a, b),
  }),
  logistic: defineChoice({
    summary: 'logistic; mean 0 and scale 1 unless given',
    options: record({ mean: parameter.default(0), scale: parameter.default(1) }),
    build: ({ mean, scale }) => logistic(mean, scale),
  }),
  poisson: defineChoice({
    summary: 'a count with that mean',
    options: record({ mean: parameter }),
    build: ({ mean }) => poisson(mean),
  }),
  bernoulli: defineChoice({
    summary: '1 with that probability, else 0',
    options: record({ probability: parameter }),
    build: ({ probability }) => bernoulli(probability),
  }),
} as const satisfies Record<string, Choice<Distribution>>;
