/** The estimators that a model spec can name. */
import { z } from 'zod';
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { built, type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { toRowCondition } from '../expressions/to-row-condition.ts';
import { termSchema } from '../terms/registry.ts';
import { conditionalLogitEstimator } from './conditional-logit.ts';
import type { Estimator } from './estimator.ts';
import type { FamilyName } from './family.ts';
import { glmEstimator } from './glm.ts';
import type { LinkName } from './link.ts';
import { olsEstimator } from './ols.ts';
import { randomInterceptEstimator } from './random-intercept.ts';
import { stackedEstimator } from './stacked.ts';
import { twoPartEstimator } from './two-part.ts';

const separation = z
  .enum(['drop', 'error', 'keep'])
  .default('drop')
  .describe('perfect prediction: leave out the columns and their rows as Stata does, refuse, or fit all the same');
const dispersion = z
  .union([z.enum(['pearson', 'deviance', 'ml']), z.number().positive()])
  .default('pearson')
  .describe('the scale of the model covariance: pearson, deviance, ml, or a number');
const positiveLink = z.enum(['log', 'identity']).default('log').describe('what the linear predictor is of the mean');

const LINKS_OF: Readonly<Record<FamilyName, readonly LinkName[]>> = {
  gaussian: ['identity', 'log'],
  bernoulli: ['logit', 'probit', 'cloglog', 'log', 'identity'],
  poisson: ['log', 'identity'],
  gamma: ['log', 'identity'],
  inverse_gaussian: ['log', 'identity'],
};

const binary = (link: 'logit' | 'probit' | 'cloglog', summary: string): Choice<Estimator> =>
  defineChoice({
    summary,
    options: record({ separation }),
    build: (options) => glmEstimator({ family: 'bernoulli', link, name: link, ...options }),
  });

const positive = (family: 'gamma' | 'inverse_gaussian', title: string, summary: string): Choice<Estimator> =>
  defineChoice({
    summary,
    options: record({ link: positiveLink, dispersion }),
    build: (options) => glmEstimator({ family, name: `${title} (${options.link} link)`, ...options }),
  });

const group = z.string().min(1).describe('the column whose values (persons) share an effect of their own');
const randomIntercept = (link: 'logit' | 'probit', summary: string): Choice<Estimator> =>
  defineChoice({
    summary,
    options: record({
      group,
      points: z.int().min(2).max(100).default(12).describe('quadrature points per group'),
      method: z
        .enum(['adaptive', 'laplace'])
        .default('adaptive')
        .describe('adaptive Gauss-Hermite quadrature, or the Laplace approximation, which is biased in small groups'),
      check: z.boolean().default(true).describe('whether twice the points are tried and a difference reported'),
      separation,
    }),
    build: (options) => randomInterceptEstimator({ link, ...options }),
  });

const part = {
  outcome: z.string().min(1).optional().describe("a column of its own; the model's unless given"),
  where: built(z.string(), toRowCondition).optional().describe('an expression: rows of this part'),
  terms: z.array(termSchema).optional().describe("regressors of its own; the model's unless given"),
};
const partChanges = record({
  name: z.string().min(1).optional().describe('what results call the part'),
  label: textSchema.optional().describe('what tables call it'),
  ...part,
});

const estimators: Readonly<Record<string, Choice<Estimator>>> = {
  ols: defineChoice({
    summary: 'least squares; t tests with n - k degrees of freedom',
    options: record({
      retransform: z
        .union([
          z.literal('smearing').transform((): { by?: string } => ({})),
          record({ smearing: record({ by: z.string().min(1) }) }).transform(({ smearing }) => smearing),
        ])
        .optional()
        .describe("for an outcome in logarithms: means on the original scale by Duan's factor, common or by a column"),
      absorb: z
        .union([z.boolean(), z.literal('auto')])
        .default('auto')
        .describe('fixed effects partialled out in place of indicators; auto: from 100 levels on'),
      singletons: z
        .enum(['keep', 'drop'])
        .optional()
        .describe('rows alone at a level of an absorbed effect; kept unless given'),
    }),
    build: (options) => olsEstimator(options),
  }),
  probit: binary('probit', 'a 0/1 outcome, standard normal errors'),
  logit: binary('logit', 'a 0/1 outcome, logistic errors'),
  cloglog: binary('cloglog', 'a 0/1 outcome, complementary log-log link'),
  logit_re: randomIntercept('logit', 'a 0/1 outcome, logistic errors and a normal random intercept per group'),
  probit_re: randomIntercept('probit', 'a 0/1 outcome, standard normal errors and a normal random intercept per group'),
  conditional_logit: defineChoice({
    summary: 'a 0/1 outcome with a free effect per group that the likelihood conditions out; no marginal effects',
    options: record({ group }),
    build: (options) => conditionalLogitEstimator(options),
  }),
  fractional_logit: defineChoice({
    summary: 'a share between 0 and 1 by Bernoulli quasi-likelihood; ask for a robust covariance',
    options: record({ separation }),
    build: (options) =>
      glmEstimator({
        family: 'bernoulli',
        link: 'logit',
        name: 'fractional logit',
        outcomes: { accepts: (y) => y >= 0 && y <= 1, accepted: 'shares from 0 to 1' },
        ...options,
      }),
  }),
  poisson: defineChoice({
    summary: 'a count, log link',
    options: record({ separation }),
    build: (options) => glmEstimator({ family: 'poisson', link: 'log', name: 'Poisson', ...options }),
  }),
  gamma: positive('gamma', 'gamma', 'a positive outcome whose variance is the square of its mean'),
  inverse_gaussian: positive(
    'inverse_gaussian',
    'inverse Gaussian',
    'a positive outcome whose variance is the cube of its mean',
  ),
  gaussian: defineChoice({
    summary: 'a normal outcome by maximum likelihood; normal tests',
    options: record({ link: z.enum(['identity', 'log']).default('identity'), dispersion }),
    build: (options) => glmEstimator({ family: 'gaussian', name: `Gaussian (${options.link} link)`, ...options }),
  }),
  glm: defineChoice({
    summary: 'a generalised linear model of any family and link here',
    options: record({
      family: z.enum(['gaussian', 'bernoulli', 'poisson', 'gamma', 'inverse_gaussian']),
      link: z.enum(['identity', 'log', 'logit', 'probit', 'cloglog']),
      dispersion: dispersion.unwrap().optional(),
      separation,
    }),
    build(options) {
      const accepted = LINKS_OF[options.family];
      if (!accepted.includes(options.link)) {
        throw new Failure('E-SPEC-VALUE', {
          finding: `the family ${options.family} has no link ${options.link} here`,
          accepted: `accepted: ${accepted.join(', ')}`,
        });
      }
      return glmEstimator({ name: `${options.family} (${options.link} link)`, ...options });
    },
  }),
  two_part: defineChoice({
    summary: 'whether the outcome is positive, and how large it is where it is',
    options: z.lazy(() =>
      record({
        first: estimatorSchema.describe('the estimator of outcome > 0'),
        second: estimatorSchema.describe('the estimator of the outcome where it is positive'),
        first_part: partChanges.optional().describe('what the first part does differently'),
        second_part: partChanges.optional().describe('what the second part does differently'),
        combined: z.boolean().default(true).describe('whether the product of both means is reported'),
      }),
    ),
    build: (options) => twoPartEstimator(options),
  }),
  stacked: defineChoice({
    summary: 'several equations as one fit: covariances and tests across them',
    options: z.lazy(() =>
      record({
        equations: z
          .array(
            record({
              name: z.string().min(1).describe('what results call the equation'),
              label: textSchema.optional().describe('what tables call it; its name unless given'),
              estimator: estimatorSchema.describe('how it is fitted'),
              ...part,
            }),
          )
          .min(1),
        combined: z
          .tuple([z.string(), z.string()])
          .optional()
          .describe('names of two equations whose means are multiplied, over the rows of the first'),
      }),
    ),
    build({ equations, combined }) {
      const names = equations.map((equation) => equation.name);
      const parts = equations.map((equation) => ({ label: { en: equation.name }, ...equation }));
      if (new Set(names).size < names.length) {
        throw new Failure('E-SPEC-VALUE', {
          finding: 'two equations have one name',
          remedy: 'name each equation once',
        });
      }
      if (combined === undefined) return stackedEstimator(parts, []);
      const [first, second] = combined.map((name) => indexOf(name, names));
      const label = { en: 'Combined', zh: '合并' };
      return stackedEstimator(parts, [{ name: 'combined', label, first: first!, second: second! }]);
    },
  }),
};

function indexOf(name: string, names: readonly string[]): number {
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new Failure('E-SPEC-NAME', {
    finding: `no equation "${name}"`,
    accepted: nearestHint(name, names) ?? `known: ${names.join(', ')}`,
  });
}

/** An estimator in a spec. */
export const estimatorSchema: z.ZodType<Estimator> = choiceOf('estimator', () => estimators);
