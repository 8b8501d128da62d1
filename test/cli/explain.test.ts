/** `explain` end to end: what a spec says without data, and its key results in sentences on the sample data. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLINIC, CLINIC_SPEC } from './clinic.ts';
import { pooling, reimb } from './program.ts';

const expected = (name: string) => join(import.meta.dirname, 'expected', name);

function matches(name: string, text: string): void {
  if (process.env.UPDATE) writeFileSync(expected(name), text);
  expect(text).toBe(readFileSync(expected(name), 'utf8'));
}

describe('explain', () => {
  it('covers mediations, splits and placebos, by their names too', async () => {
    const { stdout: mediation } = await pooling(['explain', 'mediation']);
    expect(mediation).toContain('\nMEDIATIONS\n');
    expect(mediation).toContain('Mediators  objective_integration (OLS)');
    const { stdout: split } = await pooling(['explain', 'income']);
    expect(split).toContain('Low income: annual_income <= 8400');
    expect(split).toContain('\nbenchmark: Self-rated health\n');
    const { stdout: placebo } = await pooling(['explain', 'provinces', '--lang', 'zh']);
    expect(placebo).toContain('\n安慰剂检验\n');
    expect(placebo).toContain('500 次，种子 2024');
    const { stderr, code } = await pooling(['explain', 'objektive']);
    expect([stderr, code]).toEqual(['E-USAGE nothing to explain is called "objektive"; nearest: "objective"\n', 2]);
  });

  it('says how key results will have to be read, without data', async () => {
    const { stdout } = await reimb(['explain', 'models.benefits']);
    expect(stdout).toContain('HOW TO READ THE KEY RESULTS');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'an estimate of 0.10 means the probability of being reimbursed higher by 10.0 percentage points, not by 10.0 %',
    );
  });

  it('--results says the key results of the first paper', async () => {
    const english = await reimb(['explain', 'two-part', '--results']);
    expect([english.code, english.stderr]).toEqual([0, '']);
    matches('sentences-first.txt', english.stdout);
    const chinese = await reimb(['explain', 'two-part', '--results', '--lang', 'zh']);
    matches('sentences-first-zh.txt', chinese.stdout);
  });

  it('--results says those of the second, by a pooled logit', async () => {
    const quick = ['--set', 'models.benchmark.estimator=logit', '--set', 'models.without_controls.estimator=logit'];
    const { stdout, code } = await pooling(['explain', '--results', '-q', ...quick]);
    expect(code).toBe(0);
    matches('sentences-second.txt', stdout);
    const chinese = await pooling(['explain', '--results', '-q', '--lang', 'zh', ...quick]);
    matches('sentences-second-zh.txt', chinese.stdout);
  });

  it('--data reads your data, and every synthetic sentence says so', async () => {
    const own = await reimb(['explain', 'cover', '--spec', CLINIC_SPEC, '--data', CLINIC]);
    expect(own.code).toBe(0);
    expect(own.stdout).toContain('the probit index is no probability');
    expect(own.stdout).not.toContain('ynthetic');
    for (const file of ['sentences-first.txt', 'sentences-second.txt']) {
      const told = readFileSync(expected(file), 'utf8')
        .split('\n\n')
        .filter((block) => block.includes('\n  '));
      expect(told.length).toBeGreaterThan(7);
      for (const block of told) expect(block.split('\n')[1]).toMatch(/^ {2}\[Synthetic data\] /);
    }
  });

  it('fails by name', async () => {
    const none = await pooling(['explain', 'describe', '--results']);
    expect([none.code, none.stdout]).toEqual([2, '']);
    expect(none.stderr).toContain('E-USAGE no key result is behind this');
    const noFile = await reimb(['explain', 'models.benefits', '--data', 'missing/nowhere.csv']);
    expect([noFile.code, noFile.stderr]).toEqual([3, 'E-DATA-READ missing/nowhere.csv: no folder "missing"\n']);
  });
});
