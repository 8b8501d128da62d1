/** NIST StRD: correct digits (log relative error, at most 15) in the worst of all certified numbers of each set; `npm run nist` prints them. */
import { afterAll, describe, expect, it } from 'vitest';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { type Case, correctDigits, dataFile, expectedLeaves, readCases } from './case.ts';
import { caseSpec } from './case-spec.ts';
import { caseValues } from './case-values.ts';

const linear = readCases().filter(({ id }) => id.startsWith('nist-') && !id.includes('anova'));
const anova = readCases().filter(({ id }) => id.startsWith('nist-anova'));
const lines: string[] = [];

describe('NIST reference data sets', () => {
  it('reaches 13 digits in every number of at least 10 of the 11 linear sets', async () => {
    const digits = await table(linear);
    expect(digits.length).toBe(11);
    expect(digits.filter((worst) => worst >= 13).length).toBeGreaterThanOrEqual(10);
  });

  it('reaches 11 digits in every number of the analysis-of-variance sets', async () => {
    const digits = await table(anova);
    expect(digits.length).toBe(11);
    expect(Math.min(...digits)).toBeGreaterThanOrEqual(11);
  });

  afterAll(() => console.log(['set                  numbers  digits of the worst', ...lines].join('\n')));
});

async function table(cases: readonly Case[]): Promise<number[]> {
  const worst: number[] = [];
  for (const golden of cases) {
    const digits = await digitsOf(golden);
    const [path, least] = digits.reduce((low, next) => (next[1] < low[1] ? next : low));
    worst.push(least);
    lines.push(
      `${golden.id.padEnd(20)} ${String(digits.length).padStart(7)}  ${least.toFixed(1).padStart(5)}  ${path}`,
    );
  }
  return worst;
}

async function digitsOf(golden: Case): Promise<[string, number][]> {
  const analysis = loadSpec(`${golden.id}.yaml`, { text: caseSpec(golden) });
  const wanted = { models: [...analysis.models.values()], summaries: [...analysis.summaries.values()] };
  const results = await runAnalysis({
    analysis,
    source: { path: dataFile(golden)! },
    wanted,
    program: 'golden',
    version: '0',
  });
  const values = caseValues(golden, results);
  return [...expectedLeaves(golden)].flatMap(([path, certified]): [string, number][] => {
    const ours = values.get(path);
    return typeof certified === 'number' && typeof ours === 'number' ? [[path, correctDigits(ours, certified)]] : [];
  });
}
