/** models.yaml: the models and the descriptive summaries, each over a sample. */
import { z } from 'zod';
import { summaryEntry, toSummaryRequest } from '../analysis/data/summary-registry.ts';
import { effectSchema } from '../analysis/effects/registry.ts';
import { estimatorSchema } from '../analysis/estimators/registry.ts';
import { toRowCondition } from '../analysis/expressions/to-row-condition.ts';
import { mediationEntry } from '../analysis/mediation/registry.ts';
import { placeboEntry, toPlacebo } from '../analysis/placebo/registry.ts';
import { splitEntry } from '../analysis/splits/registry.ts';
import { fixedEffectTerm } from '../analysis/terms/fixed-effect.ts';
import { termSchema } from '../analysis/terms/registry.ts';
import { vcovSchema } from '../analysis/vcov/registry.ts';
import { Failure } from '../errors/failure.ts';
import { built, choiceOf, defineChoice } from '../yaml/choice.ts';
import { named } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';
import { type MediationSpec, type ModelSpec, type SplitSpec, WHOLE_SAMPLE } from './paper.ts';

const weight = (kind: 'probability' | 'frequency' | 'analytic', summary: string) =>
  defineChoice({ summary, options: z.string().min(1), build: (variable) => ({ kind, variable }) });

const weights = {
  probability: weight('probability', 'inverse sampling probabilities: estimates weighted, covariance robust'),
  frequency: weight('frequency', 'whole numbers of identical rows'),
  analytic: weight('analytic', 'inverse variances of the rows; scaled to mean one'),
};

const condition = built(z.string(), toRowCondition);

const model = record({
  label: textSchema.optional().describe('what tables call it; its name unless given'),
  sample: z
    .string()
    .optional()
    .describe(`the sample whose rows it uses; the data as read ("${WHOLE_SAMPLE}") unless given`),
  estimator: estimatorSchema.describe('how it is fitted'),
  outcome: z.string().min(1).describe('the column that is explained'),
  terms: z.array(termSchema).default([]).describe('the regressors; { set: name } stands for the terms of a term set'),
  fixed_effects: z
    .array(z.string().min(1))
    .default([])
    .describe('columns whose levels each have an effect of their own, which is estimated and not reported'),
  where: condition.optional().describe('an expression: rows of the sample where it is true are used'),
  intercept: z.boolean().default(true).describe('whether the model has a constant'),
  weights: choiceOf<{ kind: 'probability' | 'frequency' | 'analytic'; variable: string }>(
    'kind of weights',
    () => weights,
  )
    .optional()
    .describe('a column of weights and what they mean'),
  vcov: vcovSchema.prefault('model').describe('the covariance of the coefficients'),
  effects: z
    .array(effectSchema)
    .min(1)
    .prefault(['coefficients'])
    .describe('what is reported; the coefficients unless given'),
  conf_level: z.number().gt(0).lt(1).default(0.95).describe('level of confidence intervals'),
});

type ModelParts = z.output<typeof model>;

function toModel(name: string, { sample = WHOLE_SAMPLE, label = { en: name }, ...parts }: ModelParts): ModelSpec {
  const { estimator, vcov, effects, confLevel, fixedEffects, ...equation } = parts;
  checkFixedEffects(fixedEffects, equation.intercept);
  // first, so that what is constant within the effects is left out, and not one of them
  const terms = [...fixedEffects.map(fixedEffectTerm), ...equation.terms];
  const asked = { label, ...equation, terms, requires: vcov.requires };
  return { name, label, sample, estimator, asked, vcov, effects, confLevel };
}

function checkFixedEffects(names: readonly string[], intercept: boolean): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Failure('E-SPEC-VALUE', { finding: `the fixed effect "${twice}" a second time` });
  if (names.length === 0 || intercept) return;
  throw new Failure('E-SPEC-VALUE', {
    finding: 'fixed effects in a model without a constant, which they contain',
    remedy: 'leave intercept: false out',
  });
}

function toMediation(
  name: string,
  { label = { en: name }, mediators, marginalEffects, ...rest }: z.output<typeof mediationEntry>,
): MediationSpec {
  return {
    name,
    label,
    mediators: [...mediators.values()],
    ...(marginalEffects && { effects: marginalEffects }),
    ...rest,
  };
}

function toSplit(name: string, { label = { en: name }, groups, marginalEffects, ...rest }: SplitParts): SplitSpec {
  return { name, label, groups: [...groups.values()], ...(marginalEffects && { effects: marginalEffects }), ...rest };
}

type SplitParts = z.output<ReturnType<typeof splitEntry>>;

/** The sections `term_sets`, `models`, `summaries`, `mediations`, `splits`, `placebos`. */
export const modelSections = {
  term_sets: named(z.array(termSchema), (_, terms) => terms)
    .default(new Map())
    .describe('lists of terms by name; in terms, { set: name } stands for them'),
  models: named(model, toModel).default(new Map()).describe('models by name'),
  summaries: named(summaryEntry(condition), toSummaryRequest)
    .default(new Map())
    .describe('descriptive summaries by name'),
  mediations: named(mediationEntry, toMediation)
    .default(new Map())
    .describe('effects of models taken apart by mediators, by name'),
  splits: named(splitEntry(condition), toSplit)
    .default(new Map())
    .describe('models fitted in groups, and the differences between the groups, by name'),
  placebos: named(placeboEntry, toPlacebo)
    .default(new Map())
    .describe('models fitted with a treatment that is assigned anew, many times, by name'),
};

/** The file models.yaml. */
export const modelsSchema = record({ schema: z.literal('models/1'), ...modelSections });
