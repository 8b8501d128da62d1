/** The covariances a spec can ask for, and their options. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { clusterVcov } from './cluster-vcov.ts';
import { cr2Vcov } from './cr2-vcov.ts';
import { jackknifeVcov } from './jackknife-vcov.ts';
import { modelVcov } from './model-vcov.ts';
import { type HcKind, hcVcov, robustVcov } from './robust-vcov.ts';
import type { VcovEstimator } from './vcov.ts';

const preset = z
  .enum(['stata', 'sandwich', 'fixest', 'none'])
  .describe('whose defaults for bread, factor and test distribution hold: docs/methods/covariances.md');
const information = z
  .enum(['observed', 'expected'])
  .describe('which information is inverted; that of the preset unless given');
const distribution = z
  .enum(['normal', 't'])
  .describe('of tests and intervals; t for least squares, else normal, unless given');
const column = z.string().min(1);

const hc = (kind: HcKind, summary: string) =>
  defineChoice({
    summary,
    options: z.strictObject({
      preset: preset.default('sandwich'),
      bread: information.optional(),
      distribution: distribution.optional(),
      leverage_one: z
        .enum(['error', 'omit'])
        .default('error')
        .describe('hc2, hc3: rows of leverage one, where they are 0/0, are refused or left out of the meat'),
    }),
    build: ({ leverage_one, ...options }) => hcVcov(kind, { ...options, leverageOne: leverage_one }),
  });

const leaveOneOut = (centre: 'estimate' | 'mean', summary: string) =>
  defineChoice({
    summary,
    options: z.strictObject({ by: column.describe('the cluster variable'), distribution: distribution.optional() }),
    build: (options) => jackknifeVcov({ ...options, centre }),
  });

export const vcovs: Readonly<Record<string, Choice<VcovEstimator>>> = {
  model: defineChoice({
    summary: 'inverse information times dispersion',
    options: z.strictObject({
      preset: preset.default('stata'),
      information: information.optional(),
      distribution: distribution.optional(),
    }),
    build: modelVcov,
  }),
  robust: defineChoice({
    summary: 'heteroskedasticity-robust, with the factor of the preset',
    options: z.strictObject({
      preset: preset.default('stata'),
      bread: information.optional(),
      factor: z
        .enum(['none', 'n', 'hc1'])
        .optional()
        .describe('1, n/(n-1) or n/(n-k); that of the preset unless given'),
      distribution: distribution.optional(),
    }),
    build: robustVcov,
  }),
  hc0: hc('hc0', 'White, no small-sample factor'),
  hc1: hc('hc1', 'White times n/(n-k)'),
  hc2: hc('hc2', 'residuals over the root of one minus leverage'),
  hc3: hc('hc3', 'residuals over one minus leverage'),
  cluster: defineChoice({
    summary: 'clustered by one variable or by two',
    options: z.strictObject({
      by: z
        .union([column.transform((name) => [name] as const), z.tuple([column]), z.tuple([column, column])])
        .describe('the cluster variable, or a list of one or two'),
      preset: preset.default('stata'),
      bread: information.optional(),
      factor: z
        .enum(['none', 'g', 'cr1'])
        .optional()
        .describe('1, G/(G-1) or G/(G-1) x (n-1)/(n-k); that of the preset unless given'),
      two_way: z
        .enum(['each', 'min'])
        .optional()
        .describe('the G of a two-way factor: each part its own, or the smaller for all; as the preset unless given'),
      repair: z
        .enum(['none', 'clip'])
        .default('none')
        .describe('two-way: negative eigenvalues stay, or are set to zero with a note'),
      distribution: distribution.optional(),
      absorbed_df: z
        .enum(['nested', 'all'])
        .optional()
        .describe(
          'fixed effects in k: all (areg, regress), or all but those nested in a cluster (reghdfe, fixest); as the preset unless given',
        ),
    }),
    build: ({ two_way, absorbed_df, ...options }) =>
      clusterVcov({ ...options, twoWay: two_way, absorbedDf: absorbed_df }),
  }),
  cr2: defineChoice({
    summary: 'clustered, bias-reduced, Satterthwaite degrees of freedom (least squares)',
    options: z.strictObject({ by: column.describe('the cluster variable') }),
    build: cr2Vcov,
  }),
  cv3: leaveOneOut('estimate', 'leave one cluster out, around the estimate'),
  cv3_jackknife: leaveOneOut('mean', 'leave one cluster out, around the mean of the refits'),
};

/** A covariance in a spec: `model`, `robust`, `{ cluster: { by: province } }`. */
export const vcovSchema = choiceOf('covariance', () => vcovs);
