/** Everything short of fitting: data read, samples taken, designs built, so that faults show before any long work. */

import type { Frame } from '../analysis/data/frame.ts';
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import { buildDesign } from '../analysis/design/build-design.ts';
import type { Design } from '../analysis/design/design.ts';
import { Failure, Failures } from '../errors/failure.ts';
import type { DataSource } from '../results/results.ts';
import type { SampleFlow } from '../results/sample-flow.ts';
import type { Analysis, ModelSpec } from '../spec/paper.ts';
import { neededColumns } from './needed-columns.ts';
import { placed } from './place-failure.ts';
import { refusePrivateRows, refusePrivateTerms } from './private-levels.ts';
import { readData } from './read-data.ts';
import { type Sample, type StepObserver, sampleTaker, withRows } from './samples.ts';

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
  readonly sources: readonly DataSource[];
  /** every column of the data, in the order of the files */
  readonly header: readonly string[];
  readonly flows: readonly SampleFlow[];
  readonly equations: readonly CheckedEquation[];
  readonly notices: readonly string[];
  /** samples that cannot be taken and models that cannot be built on these data, and why; each once */
  readonly failures: readonly Failure[];
}

/** A design that was built, while it is at hand. */
export interface SeenDesign {
  readonly model: string;
  /** its place among the equations of the model */
  readonly index: number;
  readonly design: Design;
  readonly sample: Frame;
}

/** Looks at frames and designs while the check has them; nothing is kept for it. */
export interface CheckObserver {
  readonly step?: StepObserver;
  readonly sample?: (name: string, frame: Frame) => void;
  readonly design?: (seen: SeenDesign) => void;
}

/** Throws what reading the data throws; faults of samples and models are gathered. */
export async function checkAnalysis(
  analysis: Analysis,
  source: ByteSource | readonly ByteSource[],
  observer: CheckObserver = {},
): Promise<Checked> {
  const { models, summaries, mediations, splits } = analysis;
  const wanted = {
    models: [...models.values()],
    summaries: [...summaries.values()],
    mediations: [...mediations.values()],
    splits: [...splits.values()],
  };
  const data = await readData(analysis, source, neededColumns(analysis, wanted));
  const take = sampleTaker(analysis, data, observer.step);
  const failures: Failure[] = [];
  const samples = new Map<string, Sample>();
  for (const name of new Set([...wanted.models, ...wanted.summaries].map(({ sample }) => sample))) {
    gather(failures, () => {
      const sample = take(name);
      samples.set(name, sample);
      observer.sample?.(name, sample.frame);
      withRows(sample);
    });
  }
  for (const summary of wanted.summaries) {
    const sample = samples.get(summary.sample);
    if (sample === undefined || sample.frame.rows === 0) continue;
    gather(failures, () => placed(`summaries.${summary.name}`, () => refusePrivateRows(summary, sample.frame)));
  }
  const equations = wanted.models.flatMap((model) => {
    const sample = samples.get(model.sample);
    return sample === undefined || sample.frame.rows === 0 ? [] : checkModel(model, sample, failures, observer);
  });
  const { sources, header, notices } = data;
  return { sources, header, flows: [...samples.values()].map(({ flow }) => flow), equations, notices, failures };
}

function checkModel(
  { name, estimator, asked }: ModelSpec,
  { frame }: Sample,
  failures: Failure[],
  observer: CheckObserver,
): CheckedEquation[] {
  const built: CheckedEquation[] = [];
  gather(failures, () =>
    placed(`models.${name}`, () => {
      for (const [index, equation] of estimator.equations(asked).entries()) {
        const design = buildDesign(equation, frame);
        refusePrivateTerms(design);
        observer.design?.({ model: name, index, design, sample: frame });
        const { rows, columns } = design;
        built.push({
          model: name,
          equation: equation.name,
          estimator: estimator.formulas?.[index]?.estimator ?? estimator.name,
          outcome: equation.outcomeRule?.text ?? equation.outcome,
          rows: rows.length,
          columns: columns.length,
        });
      }
    }),
  );
  return built;
}

function gather(failures: Failure[], work: () => void): void {
  try {
    work();
  } catch (error) {
    const found = error instanceof Failures ? error.failures : error instanceof Failure ? [error] : undefined;
    if (found === undefined) throw error;
    for (const failure of found)
      if (!failures.some(({ message }) => message === failure.message)) failures.push(failure);
  }
}
