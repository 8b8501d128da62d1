/** An analysis and its written words -> what a script has to do, for the models and summaries that are wanted. */
import { basename } from 'node:path';
import { columnsRead } from '../analysis/expressions/columns-read.ts';
import type { Analysis } from '../spec/paper.ts';
import type { WrittenSections } from '../spec/written-sections.ts';
import type {
  Plan,
  PlanEquation,
  PlanModel,
  PlanSample,
  PlanSplit,
  PlanSummary,
  PlanTerm,
  Untranslated,
} from './plan.ts';
import { columnsAsRead, dataColumns } from './plan-columns.ts';
import { planMediation } from './plan-mediations.ts';
import { planModel } from './plan-models.ts';
import { planSamples, stepReads } from './plan-samples.ts';
import { planSplit } from './plan-splits.ts';
import { planSummary } from './plan-summaries.ts';
import { mapping } from './written.ts';

/** Names of what the script holds, in the order of the spec. */
export interface PlanRequest {
  readonly models: readonly string[];
  readonly summaries: readonly string[];
  readonly mediations?: readonly string[];
  readonly splits?: readonly string[];
  readonly placebos?: readonly string[];
}

/** What no language says yet comes back in `untranslated`; nothing is left out in silence. */
export function makePlan(analysis: Analysis, written: WrittenSections, request: PlanRequest): Plan {
  const models = request.models.map((name) => planModel(name, mapping(written.models[name])));
  const summaries = request.summaries.map((name) => planSummary(name, mapping(written.summaries[name])));
  const splits = (request.splits ?? []).map((name) => planSplit(name, mapping(written.splits[name]), written.models));
  const mediations = (request.mediations ?? []).map((name) =>
    planMediation(name, mapping(written.mediations[name]), written.models),
  );
  const fits = [...models, ...splits.map(({ model }) => model), ...mediations.flatMap(({ steps }) => steps)];
  const wanted = new Set([...fits, ...summaries].map(({ sample }) => sample));
  // twice: the second time with the columns of the file known, so that answers have their codes
  const everything = dataColumns(analysis.codebook, new Set(analysis.codebook.columns.keys()));
  const first = planSamples(written.samples, wanted, columnsAsRead(everything), everything);
  const columns = dataColumns(analysis.codebook, columnsUsed(first, fits, summaries, splits));
  const { file, sampleData, delimiter = ',' } = analysis.data;
  return {
    id: analysis.id,
    title: analysis.title.en,
    file: basename(file ?? sampleData ?? 'data.csv'),
    delimiter,
    missing: analysis.codebook.missing,
    columns,
    asRead: columnsAsRead(columns),
    samples: planSamples(written.samples, wanted, columnsAsRead(columns), columns),
    models,
    summaries,
    splits,
    mediations,
    untranslated: untranslatedSections(request),
  };
}

function untranslatedSections({ placebos = [] }: PlanRequest): readonly Untranslated[] {
  return placebos.map((name) => ({
    place: `placebos.${name}`,
    why: 'placebos take roll-outs that this program draws; the model behind them is here',
  }));
}

/** Columns of the file behind some samples, models and summaries: what is read before anything has made it. */
function columnsUsed(
  samples: readonly PlanSample[],
  models: readonly PlanModel[],
  summaries: readonly PlanSummary[],
  splits: readonly PlanSplit[],
): ReadonlySet<string> {
  const used = new Set<string>();
  const madeIn = new Map<string, Set<string>>();
  for (const { name, from, steps } of samples) {
    const made = new Set(madeIn.get(from ?? ''));
    for (const { step } of steps) {
      for (const column of stepReads(step)) if (!made.has(column)) used.add(column);
      if ('name' in step) made.add(step.name);
    }
    madeIn.set(name, made);
  }
  const add = (sample: string, names: readonly string[]): void => {
    for (const column of names) if (!madeIn.get(sample)?.has(column)) used.add(column);
  };
  for (const model of models) add(model.sample, modelReads(model));
  for (const { model, groups } of splits) {
    add(
      model.sample,
      groups.flatMap(({ where }) => columnsRead(where.tree)),
    );
  }
  for (const summary of summaries) add(summary.sample, summaryReads(summary));
  return used;
}

function modelReads({ equations, weights, vcov }: PlanModel): readonly string[] {
  const clusters = vcov.kind === 'cluster' ? vcov.by : [];
  return [...equations.flatMap(equationReads), ...clusters, ...(weights ? [weights.column] : [])];
}

function equationReads(equation: PlanEquation): readonly string[] {
  const { outcome, where, made, terms, estimator, requires = [] } = equation;
  const makes = new Set(made.map(({ name }) => name));
  return [
    outcome,
    ...where.flatMap(({ tree }) => columnsRead(tree)),
    ...made.flatMap(({ adopted, time }) => [adopted, time]),
    ...terms.flatMap(variablesOfTerm).filter((name) => !makes.has(name)),
    ...(estimator.kind === 'random_intercept' ? [estimator.group] : []),
    ...requires,
  ];
}

/** The variables behind a term, as marginal effects name them. */
export function variablesOfTerm(term: PlanTerm): readonly string[] {
  if (term.kind === 'unknown') return [];
  return term.kind === 'interaction' ? term.parts.flatMap(variablesOfTerm) : [term.of];
}

function summaryReads({ by, groups = [], rows, weights }: PlanSummary): readonly string[] {
  return [
    ...(by ? [by.variable] : []),
    ...groups.flatMap(({ where }) => (where ? columnsRead(where.tree) : [])),
    ...rows.map(({ variable }) => variable),
    ...(weights === undefined ? [] : [weights]),
  ];
}
