/** Findings and remedies of every rule in Chinese. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLinter } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/registry.ts';
import { checkAnalysis } from '../../src/pipeline/check-analysis.ts';
import type { LintFinding } from '../../src/results/lint-finding.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { englishRun } from '../english-run.ts';
import { cases } from './cases.ts';
import { lintText } from './lint-text.ts';

const SPECS = join(import.meta.dirname, '../../specs');
const HAN = /\p{Script=Han}/u;

/** What is not Chinese, or holds English. */
function notChinese(findings: readonly LintFinding[]): readonly string[] {
  return findings
    .flatMap(({ finding, remedy }) => [finding.zh ?? finding.en, remedy.zh ?? remedy.en])
    .filter((text) => !HAN.test(text) || englishRun(text) !== undefined);
}

it('tells English from names and quotations', () => {
  expect(englishRun('“a policy without effects” 缺少 province 的效应')).toBeUndefined();
  expect(englishRun('ends: bin 或 ends: drop')).toBeUndefined();
  expect(englishRun('警告: the covariance is wrong')).toBe('the covariance is wrong');
});

describe('in Chinese', () => {
  it('every rule has a remedy', () => {
    expect(rules.map(({ remedy }) => remedy.zh).filter((text) => !HAN.test(text) || englishRun(text))).toEqual([]);
  });

  it.each(cases)('$rule', async ({ rule, found, data }) => {
    const findings = (await lintText(found, data)).findings.filter((one) => one.rule === rule);
    expect(findings).not.toEqual([]);
    expect(notChinese(findings)).toEqual([]);
  });

  it.each([
    ['reimb', 'cmds2014.csv'],
    ['pooling', 'clds.csv'],
  ])('the findings on %s', async (paper, data) => {
    const analysis = loadPaper(join(SPECS, paper));
    const linter = makeLinter(analysis);
    const checked = await checkAnalysis(analysis, { path: join(SPECS, '../sample-data', data) }, linter.observer);
    const { findings } = linter.report(checked);
    expect(findings.length).toBeGreaterThan(5);
    expect(notChinese(findings)).toEqual([]);
  });
});
