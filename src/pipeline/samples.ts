/** Samples: the data after the steps of a sample and of those it starts from, each taken once. */
import type { Frame } from '../analysis/data/frame.ts';
import { Failure } from '../errors/failure.ts';
import type { FlowStep, SampleFlow } from '../results/sample-flow.ts';
import type { Analysis } from '../spec/paper.ts';
import { placed } from './place-failure.ts';
import type { SurveyData } from './read-data.ts';

/** Rows may be none: what needs some asks `withRows`. */
export interface Sample {
  readonly frame: Frame;
  readonly flow: SampleFlow;
}

/** Called after every step with the frames around it; `index` counts the sample's own steps. */
export type StepObserver = (step: {
  readonly sample: string;
  readonly index: number;
  readonly before: Frame;
  readonly after: Frame;
}) => void;

/** A function that takes a sample by name; the flow of a sample starts with the rows read. */
export function sampleTaker(analysis: Analysis, data: SurveyData, observe?: StepObserver): (name: string) => Sample {
  const taken = new Map<string, Sample>();
  const take = (name: string): Sample => {
    const before = taken.get(name);
    if (before !== undefined) return before;
    const sample = takeSample({ analysis, data, observe }, name, take);
    taken.set(name, sample);
    return sample;
  };
  return take;
}

/** The sample when it has rows; E-FIT-EMPTY with the step that lost the last of them. */
export function withRows(sample: Sample): Sample {
  const { frame, flow } = sample;
  if (frame.rows > 0) return sample;
  const last = flow.steps.at(-1);
  const where = last === undefined || last.lost === 0 ? '' : `: "${last.label.en}" took the last ${last.lost}`;
  throw new Failure('E-FIT-EMPTY', {
    place: { path: `samples.${flow.sample}` },
    finding: `no rows are left in this sample${where}`,
    remedy: 'the sample flow of `check` shows every step',
  });
}

/** Steps stop where no row is left: what follows has nothing to say. */
function takeSample(
  { analysis, data, observe }: { analysis: Analysis; data: SurveyData; observe: StepObserver | undefined },
  name: string,
  take: (name: string) => Sample,
): Sample {
  const spec = analysis.samples.get(name);
  const start = spec?.from === undefined ? wholeData(data) : take(spec.from);
  const steps: FlowStep[] = [...start.flow.steps];
  let { frame } = start;
  for (const [index, step] of (spec?.steps ?? []).entries()) {
    if (frame.rows === 0) break;
    const before = frame;
    const done = placed(`samples.${name}.steps[${index}]`, () => step.run(before));
    frame = done.frame;
    steps.push(done.flow);
    observe?.({ sample: name, index, before, after: frame });
  }
  const from = spec?.from === undefined ? undefined : { sample: spec.from, steps: start.flow.steps.length };
  const label = spec && { label: spec.label };
  return { frame, flow: { sample: name, ...label, source: start.flow.source, ...(from && { from }), steps } };
}

function wholeData({ frame, sources }: SurveyData): Sample {
  const source = sources.map(({ name }) => name).join(' + ');
  const read: FlowStep = { label: { en: 'read', zh: '读入' }, rows: frame.rows, lost: 0, causes: [], notices: [] };
  return { frame, flow: { sample: 'all', source, steps: [read] } };
}
