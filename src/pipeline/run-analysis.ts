/** The only room that knows the order of the stages: data -> samples -> models and summaries -> Results. */

import { summarize } from '../analysis/data/describe.ts';
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import type { ModelResult } from '../results/estimates.ts';
import { RESULTS_SCHEMA, type Results } from '../results/results.ts';
import type { SampleFlow } from '../results/sample-flow.ts';
import type { Summary } from '../results/summary.ts';
import type { Text } from '../results/text.ts';
import type { Analysis } from '../spec/paper.ts';
import { fitModel } from './fit-model.ts';
import { neededColumns, type Wanted } from './needed-columns.ts';
import { readData } from './read-data.ts';
import { sampleTaker, withRows } from './samples.ts';
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
}

/** Runs the models and summaries that are wanted. Failures of data (3) and of estimation (4) pass through. */
export async function runAnalysis(request: RunRequest): Promise<Results> {
  const { analysis, source, wanted } = request;
  const data = await readData(analysis, source, neededColumns(analysis, wanted));
  const take = sampleTaker(analysis, data);
  const models: Record<string, ModelResult> = {};
  const summaries: Record<string, Summary> = {};
  const flows = new Map<string, SampleFlow>();
  const warnings: string[] = [...data.notices];
  const frames = [];
  const stages = wanted.summaries.length + wanted.models.length;
  let done = 0;

  for (const spec of wanted.summaries) {
    request.onStage?.(spec.name, done++, stages);
    const { frame, flow } = withRows(take(spec.sample));
    flows.set(spec.sample, flow);
    frames.push(frame);
    summaries[spec.name] = summarize(frame, spec);
  }
  for (const spec of wanted.models) {
    request.onStage?.(spec.name, done++, stages);
    const { frame, flow } = withRows(take(spec.sample));
    flows.set(spec.sample, flow);
    frames.push(frame);
    const fitted = fitModel(spec, frame);
    models[spec.name] = fitted.result;
    warnings.push(...fitted.warnings);
  }

  return {
    schema: RESULTS_SCHEMA,
    provenance: {
      program: request.program,
      version: request.version,
      paper: analysis.id,
      specSha256: analysis.specSha256,
      settings: analysis.settings,
      data: data.sources,
    },
    notices: noticesOf(
      analysis,
      data.sources.some(({ synthetic }) => synthetic),
    ),
    flows: [...flows.values()],
    models,
    summaries,
    variables: variablesOf(frames),
    comparisons: [],
    warnings: [...new Set(warnings)],
  };
}

function noticesOf({ codebook, settings }: Analysis, synthetic: boolean): Text[] {
  const notices: Text[] = [];
  if (synthetic && codebook.synthetic !== undefined) notices.push(codebook.synthetic.notice);
  if (settings.length > 0)
    notices.push({ en: `Settings: ${settings.join('; ')}.`, zh: `设置：${settings.join('；')}。` });
  return notices;
}
