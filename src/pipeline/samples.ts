/** Samples: the data after the steps of a sample and of those it starts from, each taken once. */
import type { CsvData } from '../analysis/data/read-csv.ts';
import type { Frame } from '../analysis/data/frame.ts';
import { Failure } from '../errors/failure.ts';
import type { FlowStep, SampleFlow } from '../results/sample-flow.ts';
import type { Analysis } from '../spec/paper.ts';

export interface Sample {
  readonly frame: Frame;
  readonly flow: SampleFlow;
}

/** A function that takes a sample by name; the flow of a sample starts with the rows read. */
export function sampleTaker(analysis: Analysis, data: CsvData): (name: string) => Sample {
  const taken = new Map<string, Sample>();
  const take = (name: string): Sample => {
    const before = taken.get(name);
    if (before !== undefined) return before;
    const sample = takeSample(analysis, data, name, take);
    taken.set(name, sample);
    return sample;
  };
  return take;
}

function takeSample(analysis: Analysis, data: CsvData, name: string, take: (name: string) => Sample): Sample {
  const spec = analysis.samples.get(name);
  const start = spec?.from === undefined ? wholeData(data) : take(spec.from);
  const flow: FlowStep[] = [...start.flow.steps];
  let { frame } = start;
  for (const step of spec?.steps ?? []) {
    const done = step.run(frame);
    frame = done.frame;
    flow.push(done.flow);
  }
  if (frame.rows === 0) {
    throw new Failure('E-FIT-EMPTY', {
      place: { path: `samples.${name}` },
      finding: 'no rows are left after the steps of this sample',
      remedy: 'see the sample flow of `check` for the step that lost them',
    });
  }
  return { frame, flow: { sample: name, source: data.source.name, steps: flow } };
}

function wholeData({ frame, source }: CsvData): Sample {
  const read: FlowStep = {
    label: { en: 'read', zh: '读入' },
    rows: source.rows,
    lost: 0,
    causes: [],
    notices: [],
  };
  return { frame, flow: { sample: 'all', source: source.name, steps: [read] } };
}
