/** The audit of both papers in Chinese: every line has its own, and none holds English. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/exhibits/audit/registry.ts';
import { loadAudit } from '../../../src/spec/load-audit.ts';
import { englishRun } from '../../english-run.ts';

const SPECS = join(import.meta.dirname, '../../../specs');
const papers = ['reimb', 'pooling'].map((paper) => loadAudit(join(SPECS, paper, 'published.yaml')).result);
const numbersIn = (text: string) => [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number).sort();

describe.each(papers)('$paper', ({ findings }) => {
  const lines = findings.flatMap(({ arithmetic, details = [] }) => [arithmetic, ...details]);

  it('has no English in Chinese', () => {
    expect(lines.map(({ en, zh }) => zh ?? en).filter((text) => englishRun(text) !== undefined)).toEqual([]);
  });

  it('shows the same numbers in both languages', () => {
    // a word may hold a number in one of them: Table 3
    const differ = lines.filter(({ en, zh = en }) => numbersIn(en).join() !== numbersIn(zh).join());
    expect(differ).toEqual([]);
  });
});

it('shows nearly every check on the papers', () => {
  const shown = new Set(papers.flatMap(({ findings }) => findings.map(({ check }) => check)));
  expect(checks.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});
