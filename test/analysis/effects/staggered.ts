/** A made-up survey with the roll-out of a published study: six units adopt, no two cohorts share both waves and parity. */
import { runAnalysis } from '../../../src/pipeline/run-analysis.ts';
import type { ModelResult } from '../../../src/results/estimates.ts';
import type { Results } from '../../../src/results/results.ts';
import type { Support, SupportRow } from '../../../src/results/support.ts';
import { loadSpec } from '../../../src/spec/load-spec.ts';
import { uniforms } from '../../numerics/uniforms.ts';

export const YEARS: Readonly<Record<string, number>> = {
  beijing: 2001,
  chongqing: 2011,
  tianjin: 2012,
  ningxia: 2015,
  qinghai: 2016,
  shanghai: 2016,
};

export interface StaggeredOptions {
  readonly waves?: readonly number[];
  readonly never?: readonly string[];
  /** persons per unit; each is interviewed in every wave */
  readonly persons?: number;
}

/** CSV with person, unit, region, wave, x and y. */
export function staggeredCsv({
  waves = [2014, 2016, 2018],
  never = ['anhui', 'hebei', 'henan'],
  persons = 3,
}: StaggeredOptions = {}): string {
  const next = uniforms(11);
  const lines = ['person,unit,region,wave,x,y'];
  const regions: Readonly<Record<string, string>> = {
    beijing: 'east',
    tianjin: 'east',
    shanghai: 'east',
    hebei: 'east',
    anhui: 'middle',
    henan: 'middle',
  };
  for (const unit of [...Object.keys(YEARS), ...never]) {
    for (let person = 0; person < persons; person++) {
      for (const wave of waves) {
        const x = next();
        const y = next() + 0.5 * x < 0.7 ? 0 : 1;
        lines.push([`${unit}${person}`, unit, regions[unit] ?? 'west', wave, x.toFixed(6), y].join(','));
      }
    }
  }
  return lines.join('\n');
}

export interface EventModel {
  readonly window?: string;
  readonly ends?: string;
  readonly reference?: number;
  readonly unit?: string;
  readonly always?: string;
  readonly offGrid?: string;
  readonly fixedEffects?: string;
  readonly estimator?: string;
  readonly effects?: string;
  readonly where?: string;
}

export function staggeredSpec({
  window = '[-2, 4]',
  ends = 'zero',
  reference = -1,
  unit = 'years',
  always = 'keep',
  offGrid = 'calendar',
  fixedEffects = '[unit, wave]',
  estimator = 'ols',
  effects = '[coefficients, {event_support: {unit: unit, person: person}}]',
  where,
}: EventModel = {}): string {
  const entries = Object.entries(YEARS).map(([name, year]) => `      - { unit: ${name}, year: ${year} }`);
  return `
codebook:
  open: true
  columns:
    person: { kind: text }
    unit: { kind: category }
    region: { kind: category }
rollouts:
  policy:
    entries:
${entries.join('\n')}
samples:
  rows:
    steps:
      - adoption: { adopted: { key: unit, rollout: policy, time: wave } }
models:
  study:
    sample: rows
    estimator: ${estimator}
    outcome: y
    fixed_effects: ${fixedEffects}
    terms:
      - x
      - event_time:
          adopted: adopted
          time: wave
          window: ${window}
          ends: ${ends}
          reference: ${reference}
          unit: ${unit}
          always_treated: ${always}
          off_grid: ${offGrid}
${where === undefined ? '' : `    where: ${where}\n`}    effects: ${effects}
`;
}

export async function run(spec: string, csv: string): Promise<Results> {
  const analysis = loadSpec('study.yaml', { text: spec });
  async function* stream() {
    yield new TextEncoder().encode(csv);
  }
  const wanted = { models: [...analysis.models.values()], summaries: [...analysis.summaries.values()] };
  return runAnalysis({
    analysis,
    source: { name: 'study.csv', stream: stream() },
    wanted,
    program: 'test',
    version: '0',
  });
}

export async function studyOf(
  model: EventModel,
  options: StaggeredOptions = {},
): Promise<{ result: ModelResult; support: Support; warnings: readonly string[] }> {
  const { models, warnings } = await run(staggeredSpec(model), staggeredCsv(options));
  const result = models.study!;
  return { result, support: result.supports![0]!, warnings };
}

export function at(support: Support, eventTime: number): SupportRow {
  return support.rows.find((row) => row.eventTime === eventTime)!;
}
