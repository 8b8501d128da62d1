/** Everything short of fitting: data read, samples taken, designs built, so that faults show before any long work. */
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import { readCsv } from '../analysis/data/read-csv.ts';
import { buildDesign } from '../analysis/design/build-design.ts';
import { Failure } from '../errors/failure.ts';
import type { DataSource } from '../results/results.ts';
import type { SampleFlow } from '../results/sample-flow.ts';
import type { Analysis } from '../spec/paper.ts';
import { neededColumns } from './needed-columns.ts';
import { sampleTaker } from './samples.ts';

/** What one equation of a model would be fitted on. */
export interface CheckedEquation {
  readonly model: string;
  readonly equation: string;
  readonly estimator: string;
  readonly outcome: string;
  readonly rows: number;
  readonly columns: number;
}

export interface Checked {
  readonly source: DataSource;
  /** every column of the file, in its order */
  readonly header: readonly string[];
  readonly flows: readonly SampleFlow[];
  readonly equations: readonly CheckedEquation[];
  readonly notices: readonly string[];
  /** models that cannot be built on these data, and why */
  readonly failures: readonly Failure[];
}

export async function checkAnalysis(analysis: Analysis, source: ByteSource): Promise<Checked> {
  const wanted = { models: [...analysis.models.values()], summaries: [...analysis.summaries.values()] };
  const data = await readCsv(source, analysis.codebook, { columns: neededColumns(analysis, wanted) });
  const take = sampleTaker(analysis, data);
  const flows = new Map<string, SampleFlow>();
  const equations: CheckedEquation[] = [];
  const failures: Failure[] = [];
  for (const { name, sample, estimator, asked } of wanted.models) {
    try {
      const { frame, flow } = take(sample);
      flows.set(sample, flow);
      for (const equation of estimator.equations(asked)) {
        const design = buildDesign(equation, frame);
        const { rows, columns } = design;
        const { outcome } = equation;
        equations.push({ model: name, equation: equation.name, estimator: estimator.name, outcome, rows: rows.length, columns: columns.length });
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const path = ['models', name, error.parts.place?.path].filter((part) => part !== undefined).join('.');
      failures.push(new Failure(error.code, { ...error.parts, place: { ...error.parts.place, path } }));
    }
  }
  for (const { sample } of wanted.summaries) flows.set(sample, take(sample).flow);
  const { header, notices } = data;
  return { source: data.source, header, flows: [...flows.values()], equations, notices, failures };
}
