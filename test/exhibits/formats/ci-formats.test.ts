/** JUnit XML and CI annotations: escaped, counted, and refused where nothing can fail. */
import { describe, expect, it } from 'vitest';
import { annotations } from '../../../src/exhibits/formats/annotations.ts';
import { junit } from '../../../src/exhibits/formats/junit.ts';
import type { ExpectationOutcome } from '../../../src/results/expectation.ts';
import type { Results } from '../../../src/results/results.ts';
import { exampleResults } from '../example-results.ts';

const options = { language: 'en', width: 80, color: false } as const;
const nasty = 'a<b>&"c"\'d\' \u0007\u202e\ud800\uffff 100% x:y,z\nnext';
const outcomes: readonly ExpectationOutcome[] = [
  {
    cell: 'models.m.e',
    expected: { en: '1 exactly', zh: '恰为 1' },
    found: { en: '1' },
    met: true,
    file: 'expect.yaml',
    line: 3,
  },
  { cell: nasty, expected: { en: nasty }, found: { en: nasty }, met: false, file: 'a,b:c.yaml', line: 4 },
];
const results: Results = { ...exampleResults, comparisons: [], expectations: outcomes };
const render = async (format: typeof junit, of: Results) =>
  (await format.render({ results: of, exhibits: [] }, options)) as string;

describe('junit', () => {
  it('counts, and says what failed, with every character that XML cannot hold as an escape', async () => {
    const text = await render(junit, results);
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="[^"]*" tests="2" failures="1" errors="0" skipped="0">/,
    );
    expect(text).toContain(
      '<testcase classname="expectations" name="models.m.e: 1 exactly" file="expect.yaml" line="3"/>',
    );
    expect(text).toContain(
      'a&lt;b&gt;&amp;&quot;c&quot;&apos;d&apos; \\u0007\\u202e\\ud800\\uffff 100% x:y,z\\u000anext',
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\ud800-\udfff\ufffe\uffff]/);
    // outside of tags there is only text without markup
    const rest = text.replace(/<[^<>]*>/g, '');
    expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|apos);)/);
    const open = [...text.matchAll(/<(\w+)\b(?:[^<>]*[^/<>])?>/g)].map((match) => match[1]);
    const closed = [...text.matchAll(/<\/(\w+)>/g)].map((match) => match[1]);
    expect(open.toSorted()).toEqual(closed.toSorted());
  });

  it('writes findings of an audit and comparisons', async () => {
    const finding = { cells: ['t1.a.b'], arithmetic: { en: '1 + 1 = 3', zh: '一加一' } };
    const audit = {
      paper: 'x',
      printed: 3,
      findings: [
        { ...finding, check: 'sum', verdict: 'impossible' as const },
        { ...finding, check: 'mean', verdict: 'unverifiable' as const },
        { ...finding, check: 'stars', verdict: 'consistent' as const },
      ],
      counts: { impossible: 1, inconsistent: 0, borderline: 0, unverifiable: 1, consistent: 1 },
    };
    const cell = { printed: '0.5', published: 0.5, ours: 0.7 };
    const comparisons = [
      {
        table: 't3',
        cells: [
          { ...cell, cell: 't3.a.b', verdict: 'differs' as const },
          { ...cell, cell: 't3.a.c', verdict: 'not_comparable' as const },
        ],
        counts: { within_rounding: 0, within_2_se: 0, differs: 1, not_comparable: 1 },
      },
    ];
    const { expectations: _, ...rest } = results;
    const text = await render(junit, { ...rest, audit, comparisons });
    expect(text).toMatch(/<testsuites [^>]* tests="5" failures="2" errors="0" skipped="2">/);
    expect(text).toContain('impossible: 1 + 1 = 3');
    expect(text).toContain('published 0.5, here 0.700000');
  });

  it('refuses results in which nothing can fail', async () => {
    const { expectations: _, ...rest } = results;
    await expect(render(junit, rest)).rejects.toThrow('E-FORMAT junit');
    await expect(render(annotations, rest)).rejects.toThrow('E-FORMAT annotations');
  });
});

describe('annotations', () => {
  it('is one command a line: properties and message escaped, what is met only counted', async () => {
    const lines = (await render(annotations, results)).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^::error file=a%2Cb%3Ac\.yaml,line=4,title=Expectation missed::/);
    expect(lines[0]).toContain('100%25 x:y,z\\u000anext');
    expect(lines.at(-1)).toBe('::notice title=Expectations::1 of 2 met');
    expect(lines.every((line) => /^::(error|warning|notice) /.test(line))).toBe(true);
  });

  it('places findings of the linter', async () => {
    const lint = [
      {
        rule: 'L01',
        severity: 'warning',
        path: 'models.m',
        file: 's.yaml',
        line: 2,
        column: 3,
        finding: { en: 'f', zh: '中' },
        remedy: { en: 'r' },
        fixable: false,
      },
    ] as const;
    const { expectations: _, ...rest } = results;
    expect(await render(annotations, { ...rest, lint })).toContain(
      '::warning file=s.yaml,line=2,col=3,title=L01::models.m: f; r\n',
    );
  });
});
