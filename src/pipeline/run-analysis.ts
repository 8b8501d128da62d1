/** The only room that knows the order of the stages: data -> samples -> models and summaries -> Results. */

import { summarize } from '../analysis/data/describe.ts';
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import type { ModelResult } from '../results/estimates.ts';
import type { MediationResult } from '../results/mediation.ts';
import type { PlaceboResult } from '../results/placebo.ts';
import { type Provenance, RESULTS_SCHEMA, type Results } from '../results/results.ts';
import type { SampleFlow } from '../results/sample-flow.ts';
import type { SplitResult } from '../results/split.ts';
import type { Summary } from '../results/summary.ts';
import type { Text } from '../results/text.ts';
import type { Analysis } from '../spec/paper.ts';
import { specKeys } from '../spec/spec-keys.ts';
import type { DrawTask } from './draw-task.ts';
import { entriesBehind } from './entries-behind.ts';
import { fitMediation, type Prepared } from './fit-mediation.ts';
import { fitModel } from './fit-model.ts';
import { fitPlacebo } from './fit-placebo.ts';
import { fitSplit } from './fit-split.ts';
import { givenRollouts } from './given-rollouts.ts';
import { keySentences } from './key-sentences.ts';
import { neededColumns, type Wanted } from './needed-columns.ts';
import { placed } from './place-failure.ts';
import { refusePrivateRows } from './private-levels.ts';
import { readData, type SurveyData } from './read-data.ts';
import { rolloutRecord } from './rollout-record.ts';
import { type DrawRun, runDrawTask } from './run-draw-task.ts';
import { sampleTaker, withRows } from './samples.ts';
import type { SharedRun } from './shared-run.ts';
import { variablesOf } from './variables-of.ts';

export interface RunRequest {
  readonly analysis: Analysis;
  /** one source, or several whose rows follow each other */
  readonly source: ByteSource | readonly ByteSource[];
  readonly wanted: Wanted;
  /** name and version of the program, for provenance */
  readonly program: string;
  readonly version: string;
  /** called before each model and summary, for progress */
  onStage?(name: string, done: number, of: number): void;
  /** data, samples and fits of an earlier run that this one shares */
  readonly shared?: SharedRun;
  /** called with the data as they were read, before anything is made of them */
  onData?(data: SurveyData): void;
  /** how draws of placebos, bootstraps and permutations are run; one after the other in this thread unless given */
  readonly draws?: DrawRun;
}

/** Runs the models and summaries that are wanted. Failures of data (3) and of estimation (4) pass through. */
export async function runAnalysis(request: RunRequest): Promise<Results> {
  const { analysis, source, wanted } = request;
  const { shared } = request;
  const data = shared?.data ?? (await readData(analysis, source, neededColumns(analysis, wanted)));
  request.onData?.(data);
  const take = shared?.take ?? sampleTaker(analysis, data);
  const models: Record<string, ModelResult> = {};
  const summaries: Record<string, Summary> = {};
  const flows = new Map<string, SampleFlow>();
  const warnings: string[] = [...data.notices];
  const frames = [];
  const { mediations: wantedMediations = [], splits: wantedSplits = [], placebos: wantedPlacebos = [] } = wanted;
  const mediations: Record<string, MediationResult> = {};
  const splits: Record<string, SplitResult> = {};
  const placebos: Record<string, PlaceboResult> = {};
  const stages =
    wanted.summaries.length +
    wanted.models.length +
    wantedMediations.length +
    wantedSplits.length +
    wantedPlacebos.length;
  let done = 0;

  for (const spec of wanted.summaries) {
    request.onStage?.(spec.name, done++, stages);
    const { frame, flow } = withRows(take(spec.sample));
    flows.set(spec.sample, flow);
    frames.push(frame);
    summaries[spec.name] = placed(`summaries.${spec.name}`, () => {
      refusePrivateRows(spec, frame);
      return summarize(frame, spec);
    });
  }
  for (const spec of wanted.models) {
    request.onStage?.(spec.name, done++, stages);
    const { frame, flow } = withRows(take(spec.sample));
    flows.set(spec.sample, flow);
    frames.push(frame);
    const fitted = fitModel(spec, frame, shared?.fit);
    models[spec.name] = fitted.result;
    warnings.push(...fitted.warnings);
  }
  const ground = { analysis, sources: data.sources, version: request.version };
  const finish = async <R>(prepared: Prepared<R>, task: DrawTask): Promise<R> => {
    const { draws } = prepared;
    const outcomes = draws === undefined ? [] : await runDrawTask(draws, task, ground, request.draws);
    const { result, warnings: said } = prepared.complete(outcomes);
    warnings.push(...said);
    return result;
  };
  for (const spec of wantedMediations) {
    request.onStage?.(spec.name, done++, stages);
    const model = analysis.models.get(spec.model)!;
    const { frame, flow } = withRows(take(model.sample));
    flows.set(model.sample, flow);
    frames.push(frame);
    mediations[spec.name] = await finish(fitMediation(spec, model, frame), {
      kind: 'mediations',
      name: spec.name,
      sample: frame,
      given: [],
    });
  }
  for (const spec of wantedSplits) {
    request.onStage?.(spec.name, done++, stages);
    const model = analysis.models.get(spec.model)!;
    const { frame, flow } = withRows(take(model.sample));
    flows.set(model.sample, flow);
    frames.push(frame);
    splits[spec.name] = await finish(fitSplit(spec, model, frame), {
      kind: 'splits',
      name: spec.name,
      sample: frame,
      given: [],
    });
  }
  for (const spec of wantedPlacebos) {
    request.onStage?.(spec.name, done++, stages);
    const model = analysis.models.get(spec.model)!;
    const { frame, flow } = withRows(take(model.sample));
    flows.set(model.sample, flow);
    frames.push(frame);
    const given = spec.scheme.given ? await givenRollouts(analysis.folder, spec.scheme.given) : [];
    const prepared = fitPlacebo(spec, model, frame, given);
    placebos[spec.name] = await finish(prepared, { kind: 'placebos', name: spec.name, sample: frame, given });
  }

  const variables = variablesOf(frames);
  const synthetic = data.sources.some((one) => one.synthetic);
  const found = { models, mediations, splits, variables, flows: [...flows.values()] };
  const told = keySentences({ analysis, results: found, frameOf: (sample) => take(sample).frame, synthetic });
  warnings.push(...told.warnings);

  return {
    schema: RESULTS_SCHEMA,
    provenance: {
      program: request.program,
      version: request.version,
      paper: analysis.id,
      specSha256: analysis.specSha256,
      settings: analysis.settings,
      // readings that share a run are many, and none of them is written by itself
      ...(shared === undefined && keysOf(analysis, wanted)),
      ...onlySeed([
        ...Object.values(mediations).map(({ bootstrap }) => bootstrap?.seed),
        ...Object.values(splits).map(({ permutation }) => permutation?.seed),
        ...Object.values(placebos).map((placebo) => placebo.seed),
      ]),
      data: data.sources,
    },
    notices: noticesOf(analysis, synthetic),
    flows: found.flows,
    models,
    summaries,
    ...(wanted.rollouts !== undefined &&
      wanted.rollouts.length > 0 && {
        rollouts: Object.fromEntries(wanted.rollouts.map((one) => [one.name, rolloutRecord(one, analysis.codebook)])),
      }),
    ...(wantedMediations.length > 0 && { mediations }),
    ...(wantedSplits.length > 0 && { splits }),
    ...(wantedPlacebos.length > 0 && { placebos }),
    variables,
    comparisons: [],
    ...(told.sentences.length > 0 && { sentences: told.sentences }),
    warnings: [...new Set(warnings)],
  };
}

function keysOf(analysis: Analysis, wanted: Wanted): Pick<Provenance, 'specKeys'> {
  const keys = specKeys(analysis, entriesBehind(analysis, wanted));
  return keys === undefined ? {} : { specKeys: keys };
}

/** The seed of a run in which everything was drawn under one. */
function onlySeed(seeds: readonly (number | undefined)[]): { readonly seed?: number } {
  const [seed, ...others] = new Set(seeds.filter((one) => one !== undefined));
  return seed !== undefined && others.length === 0 ? { seed } : {};
}

function noticesOf({ codebook, settings }: Analysis, synthetic: boolean): Text[] {
  const notices: Text[] = [];
  if (synthetic && codebook.synthetic !== undefined) notices.push(codebook.synthetic.notice);
  if (settings.length > 0)
    notices.push({ en: `Settings: ${settings.join('; ')}.`, zh: `设置：${settings.join('；')}。` });
  return notices;
}
