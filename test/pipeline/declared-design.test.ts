/** When a sentence may say that a policy raised something: by whether its model compares the adopting units with themselves. */
import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

/** Eight units, each in one of two districts and with two clinics, in four years; two adopt in the third year and two in the last. */
function rows(): string {
  const lines = ['unit,district,clinic,year,since,y'];
  for (let unit = 0; unit < 8; unit++) {
    for (let clinic = 0; clinic < 2; clinic++) {
      for (let year = 1; year <= 4; year++) {
        const since = unit < 2 ? 3 : unit < 4 ? 4 : '';
        const y =
          10 * unit +
          year +
          (since !== '' && year >= since ? 5 : 0) +
          (((unit * 7 + year * 3 + clinic * 5) % 4) - 1.5) / 10;
        lines.push(`u${unit},d${unit % 2},${2 * unit + clinic},${year},${since},${y}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

async function sentence(fixedEffects: string, terms = ''): Promise<string> {
  const text = `
schema: spec/1
codebook:
  columns:
    unit: { kind: category, label: Unit }
    district: { kind: category, label: District }
    clinic: { kind: number, label: Clinic }
    year: { kind: number, label: Year }
    since: { kind: number }
    y: { kind: number, label: Outcome, unit: points }
samples:
  s:
    steps:
      - derive: { on: "if(since is missing, 0, if(year >= since, 1, 0))" }
      - adoption: { adopted: { key: unit, treated: on, time: year } }
models:
  m:
    sample: s
    estimator: ols
    outcome: y
    terms: [{ treated_post: { adopted: adopted, time: year, name: law, label: The law } }${terms}]
    fixed_effects: ${fixedEffects}
`;
  const analysis = loadSpec('law.yaml', { text });
  async function* stream() {
    yield Buffer.from(rows());
  }
  const wanted = { models: [...analysis.models.values()], summaries: [] };
  const source = { stream: stream(), name: 'law.csv' };
  const { sentences } = await runAnalysis({ analysis, source, wanted, program: 'test', version: '0' });
  return sentences![0]!.sentence.en;
}

describe('a declared policy', () => {
  it('raised something where its units are among the fixed effects, or the terms, or contain a fixed effect', async () => {
    for (const [fixed, terms] of [['[unit, year]'], ['[year]', ', unit'], ['[clinic, year]']] as const) {
      const said = await sentence(fixed, terms);
      // the unit is 5 by construction
      expect(said).toMatch(/^The law raised “Outcome” by (4\.9|5\.0)\d* points/);
      expect(said).toContain('if the assumptions of the declared design hold');
    }
  });

  it('is associated with it where effects are coarser than the units, or of something else', async () => {
    for (const fixed of ['[district, year]', '[year]']) {
      const said = await sentence(fixed);
      expect(said).toMatch(/The law is associated with|for The law, the difference/i);
      expect(said).toMatch(/of the adopting “Unit”: what sets these apart for other reasons is counted too/);
    }
  });
});
