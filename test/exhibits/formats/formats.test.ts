/** What each format makes of the same small document, line by line. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { figureSchema } from '../../../src/exhibits/figures/registry.ts';
import type { Document, Exhibit } from '../../../src/exhibits/formats/format.ts';
import { formatForFile, formats } from '../../../src/exhibits/formats/registry.ts';
import { tableShapeSchema } from '../../../src/exhibits/tables/registry.ts';
import type { Results } from '../../../src/results/results.ts';
import { exampleResults } from '../example-results.ts';

const HEADING = { id: 'table_3', number: 3, title: { en: 'Programmes and benefits' }, notes: [{ en: 'Own note.' }] };
const estimates = tableShapeSchema.parse({
  estimates: {
    model: 'two_part',
    effect: 'marginal_effects',
    stars: { '*': 0.05, '**': 0.01 },
    columns: [
      { header: ['Any payment', 'probit'], equation: 'paid' },
      { header: ['Amount', 'gamma'], equation: 'amount' },
    ],
    rows: ['scheme', 'female'],
  },
});
const bars = figureSchema.parse({ bars: { of: 'reasons' } });
const table: Exhibit = { kind: 'table', table: estimates.draw(exampleResults, HEADING, { language: 'en' }) };
const drawnFigure = bars.draw(
  exampleResults,
  { id: 'figure_1', number: 1, title: { en: 'Reasons' } },
  { language: 'en' },
);
const figure: Exhibit = { kind: 'figure', figure: drawnFigure };

function document(exhibits: readonly Exhibit[], results: Results = exampleResults): Document {
  return { results, exhibits };
}

async function text(format: string, exhibits: readonly Exhibit[], width = 80, color = false): Promise<string> {
  return (await formats.get(format)!.render(document(exhibits), { language: 'en', width, color })) as string;
}

describe('registry', () => {
  it('finds a format by name and by file ending', () => {
    expect([...formats.keys()]).toEqual([
      ...['terminal', 'csv', 'tsv', 'markdown', 'latex', 'html', 'json', 'svg', 'png', 'docx'],
      ...['junit', 'annotations'],
    ]);
    expect(formatForFile('out/Table 3.TEX')!.name).toBe('latex');
    expect(formatForFile('a.b/report.html')!.name).toBe('html');
    expect(formatForFile('a.csv/report')).toBeUndefined();
    expect(formatForFile('table.docx')!.name).toBe('docx');
    expect(formatForFile('table.doc')).toBeUndefined();
  });
});

describe('terminal', () => {
  it('lines up digits, stars and headers, and rules the table', async () => {
    expect((await text('terminal', [table])).split('\n')).toEqual([
      'Table 3. Programmes and benefits',
      'SYNTHETIC DATA: these are not the results of the paper.',
      '',
      '                   Any payment        Amount',
      '                      probit          gamma',
      '                     ME       SE     ME       SE',
      '────────────────────────────────────────────────',
      'Insurance scheme (ref. Rural)',
      '  Employees       0.375**  0.044  0.428**  0.094',
      '  City residents  0.021    0.049  0.222    0.136',
      'Female            0.024    0.031      –        –',
      '────────────────────────────────────────────────',
      'Observations       1165             663',
      '',
      'ME  derivative at the means of the covariates',
      'SE  observed information, delta method, normal distribution; ** p < 0.01, * p <',
      '    0.05',
      'N  20,000 rows read, 1,165 in sample stays; not used by Amount paid, log: 387',
      '    without a payment, 115 amount missing.',
      'Own note.',
      '',
    ]);
  });

  it('folds a table that is too wide, keeping an estimate and its error together', async () => {
    const lines = (await text('terminal', [table], 40)).split('\n');
    expect(lines.filter((line) => /^\(\d\/2\)$/.test(line))).toEqual(['(1/2)', '(2/2)']);
    const employees = lines.filter((line) => line.startsWith('  Employees')).map((line) => line.trim().split(/ +/));
    expect(employees).toEqual([
      ['Employees', '0.375**', '0.044'],
      ['Employees', '0.428**', '0.094'],
    ]);
    expect(lines.filter((line) => /^ +ME +SE$/.test(line))).toHaveLength(2);
  });

  it('takes 80 columns when the width is unknown', async () => {
    for (const width of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await text('terminal', [table], width)).toBe(await text('terminal', [table], 80));
    }
  });

  it('aligns wide characters', async () => {
    const zh = estimates.draw(exampleResults, HEADING, { language: 'zh' });
    const shown = await text('terminal', [{ kind: 'table', table: zh }]);
    expect(shown).toContain('\n  职工         0.375**   0.044 ');
    expect(shown).toContain('\n  城镇居民     0.021     0.049 ');
  });

  it('colours only when asked: stars cyan, the banner yellow', async () => {
    const colored = await text('terminal', [table], 80, true);
    expect(colored).toContain('\u001b[36m0.375**\u001b[39m');
    expect(colored).toContain('\u001b[33mSYNTHETIC');
    const bare = colored.replace(/\u001b\[\d+m/g, '');
    expect(bare).toBe(await text('terminal', [table], 80, false));
  });

  it('draws bars in proportion, with whiskers', async () => {
    const lines = (await text('terminal', [figure], 100)).split('\n');
    const bar = (label: string) => /[█├─┼┤]+/.exec(lines.find((line) => line.startsWith(label))!)![0];
    const column = (label: string, sign: string) => bar(label).indexOf(sign);
    // the axis ends at 70.5 % in the last column of the longest bar
    const last = bar('Need').length - 1;
    for (const [label, share] of [
      ['Need', 334 / 502],
      ['Does', 84 / 502],
      ['Not', 53 / 502],
    ] as const) {
      const perColumn = (334 / 502 + 0.04) / last;
      expect(Math.abs(column(label, '┼') * perColumn - share)).toBeLessThanOrEqual(perColumn / 2 + 1e-12);
      expect(Math.abs(column(label, '├') * perColumn - (share - 0.04))).toBeLessThanOrEqual(perColumn / 2 + 1e-12);
      expect(Math.abs(column(label, '┤') * perColumn - (share + 0.04))).toBeLessThanOrEqual(perColumn / 2 + 1e-12);
    }
    expect(lines.find((line) => line.startsWith('Need'))).toContain('66.5%  [62.5%, 70.5%]  n=502');
  });
});

describe('csv and tsv', () => {
  it('give title, one header record, rows and notes, all of one length', async () => {
    const source = await text('csv', [table, figure]);
    expect(source.endsWith('\r\n')).toBe(true);
    const records = parse(source, { relax_column_count: false }) as string[][];
    expect(records.slice(0, 9)).toEqual([
      ['Table 3. Programmes and benefits', '', '', '', ''],
      ['SYNTHETIC DATA: these are not the results of the paper.', '', '', '', ''],
      ['', 'Any payment | probit | ME', 'Any payment | probit | SE', 'Amount | gamma | ME', 'Amount | gamma | SE'],
      ['Insurance scheme (ref. Rural)', '', '', '', ''],
      ['Employees', '0.375**', '0.044', '0.428**', '0.094'],
      ['City residents', '0.021', '0.049', '0.222', '0.136'],
      ['Female', '0.024', '0.031', '', ''],
      ['Observations', '1165', '', '663', ''],
      ['ME  derivative at the means of the covariates', '', '', '', ''],
    ]);
    expect(records.slice(-5)).toEqual([
      ['', 'Percent', 'CI', '', ''],
      ['Need or plan to go back to the home town', '66.5%', '[62.5%, 70.5%]', 'n=502', ''],
      ['Does not know how', '16.7%', '[12.7%, 20.7%]', 'n=502', ''],
      ['Not covered', '10.6%', '[6.6%, 14.6%]', 'n=502', ''],
      ['Whiskers are confidence intervals.', '', '', '', ''],
    ]);
    const tsv = (await text('tsv', [table, figure]))
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => line.split('\t'));
    expect(tsv).toEqual(records);
  });
});

describe('markdown', () => {
  it('is one pipe table with a joined header', async () => {
    const lines = (await text('markdown', [table])).split('\n');
    expect(lines.slice(0, 9)).toEqual([
      '**Table 3. Programmes and benefits**',
      '',
      '> SYNTHETIC DATA: these are not the results of the paper.',
      '',
      '|  | Any payment: probit: ME | Any payment: probit: SE | Amount: gamma: ME | Amount: gamma: SE |',
      '| :--- | ---: | ---: | ---: | ---: |',
      '| **Insurance scheme (ref. Rural)** |  |  |  |  |',
      '| &nbsp;&nbsp;&nbsp;Employees | 0.375\\*\\* | 0.044 | 0.428\\*\\* | 0.094 |',
      '| &nbsp;&nbsp;&nbsp;City residents | 0.021 | 0.049 | 0.222 | 0.136 |',
    ]);
  });
});

describe('latex', () => {
  it('needs booktabs and nothing else', async () => {
    const lines = (await text('latex', [table])).split('\n');
    expect(lines.slice(1, 21)).toEqual([
      '\\begin{table}[htbp]',
      '\\centering\\small\\setlength{\\tabcolsep}{4pt}',
      '\\textbf{Table 3. Programmes and benefits}\\par',
      '{\\itshape SYNTHETIC DATA: these are not the results of the paper.}\\par',
      '\\medskip',
      '\\begin{tabular}{lrrrr}',
      '\\toprule',
      ' & \\multicolumn{2}{c}{Any payment} & \\multicolumn{2}{c}{Amount} \\\\',
      ' & \\multicolumn{2}{c}{probit} & \\multicolumn{2}{c}{gamma} \\\\',
      '\\cmidrule(lr){2-3} \\cmidrule(lr){4-5}',
      ' & \\multicolumn{1}{r}{ME} & \\multicolumn{1}{r}{SE} & \\multicolumn{1}{r}{ME} & \\multicolumn{1}{r}{SE} \\\\',
      '\\midrule',
      '\\multicolumn{5}{l}{Insurance scheme (ref. Rural)} \\\\',
      '\\hspace{1em}Employees & 0.375** & 0.044 & 0.428** & 0.094 \\\\',
      '\\hspace{1em}City residents & 0.021\\phantom{**} & 0.049 & 0.222\\phantom{**} & 0.136 \\\\',
      'Female & 0.024\\phantom{**} & 0.031 & \\textendash{}\\phantom{**} & \\textendash{} \\\\',
      '\\midrule',
      'Observations & 1165\\phantom{**} &  & 663\\phantom{**} &  \\\\',
      '\\bottomrule',
      '\\end{tabular}\\par',
    ]);
  });
});

describe('html', () => {
  it('is one page that loads nothing', async () => {
    const page = await text('html', [table, figure]);
    expect(page).toMatch(/^<!doctype html>/);
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!;
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|src=|href="(?!#)|url\(|@import|style="/);
    expect(page).toContain('<td class="right significant">0.375<span class="stars">**</span></td>');
    expect(page).toContain('<th scope="rowgroup" colspan="5" class="left indent0">Insurance scheme (ref. Rural)</th>');
    expect(page).toMatch(
      /<h2 id="figure_1">Figure 1\. Reasons<\/h2>[\s\S]*<svg [^>]*aria-labelledby="figure_1-title figure_1-desc"/,
    );
    expect(page).toContain('<desc id="figure_1-desc">Bars: 3 values of Percent; lowest 10.6% (Not covered)');
    expect(page).toContain('b'.repeat(64));
  });
});

describe('json', () => {
  it('gives every double back and null with a reason for what is none', async () => {
    const results: Results = {
      ...exampleResults,
      warnings: ['w'],
      models: {
        two_part: {
          ...exampleResults.models.two_part!,
          equations: [
            {
              ...exampleResults.models.two_part!.equations[0]!,
              statistics: {
                third: 1 / 3,
                tiny: 5e-324,
                huge: 1.7976931348623157e308,
                tenth: 0.1 + 0.2,
                infinite: Number.POSITIVE_INFINITY,
              },
            },
          ],
        },
      },
    };
    const source = (await formats
      .get('json')!
      .render(document([table, figure], results), { language: 'en', width: 80, color: false })) as string;
    expect(source).not.toMatch(/NaN|Infinity/);
    const read = JSON.parse(source);
    expect(read.schema).toBe('replication-results/1');
    expect(Object.keys(read)[0]).toBe('schema');
    expect(read.models.two_part.equations[0].statistics).toEqual({
      third: 1 / 3,
      tiny: 5e-324,
      huge: 1.7976931348623157e308,
      tenth: 0.30000000000000004,
      infinite: null,
      reasons: { infinite: 'infinite' },
    });
    const omitted = read.models.two_part.effects[1].estimates[4];
    expect(omitted).toMatchObject({ term: 'female=yes', estimate: null, pValue: null, omitted: 'collinear with age' });
    expect(omitted.reasons.stdError).toBe('collinear with age');
    expect(read.summaries.reasons.rows[0].cells[0]).toMatchObject({
      share: 334 / 502,
      mean: null,
      reasons: { mean: 'not defined', sd: 'not defined' },
    });
    expect(read.exhibits).toEqual([
      { kind: 'table', id: 'table_3', title: 'Table 3. Programmes and benefits' },
      { kind: 'figure', id: 'figure_1', title: 'Figure 1. Reasons' },
    ]);
  });
  it('says how many numbers of a list are none', async () => {
    const detail = {
      df: 2,
      expected: [
        [1, Number.NaN],
        [3, 4],
      ],
    };
    const row = {
      ...exampleResults.summaries.characteristics!.rows[0]!,
      test: { test: 'chi_square' as const, statistic: 1, pValue: 1, detail, excluded: 0 },
    };
    const results = {
      ...exampleResults,
      summaries: { s: { ...exampleResults.summaries.characteristics!, rows: [row] } },
    };
    const source = (await formats
      .get('json')!
      .render(document([], results), { language: 'en', width: 80, color: false })) as string;
    expect(JSON.parse(source).summaries.s.rows[0].test.detail).toEqual({
      df: 2,
      expected: [
        [1, null],
        [3, 4],
      ],
      reasons: { expected: '1 of 4 not defined' },
    });
  });
});

describe('svg', () => {
  it('draws bars, whiskers and labels to scale', async () => {
    const image = await text('svg', [figure]);
    const drawn = [...image.matchAll(/<rect [^>]*fill="#3b6ea5"[^>]*>/g)].map((match) =>
      Number(/width="([\d.]+)"/.exec(match[0])![1]),
    );
    expect(drawn).toHaveLength(3);
    expect(drawn[1]! / drawn[0]!).toBeCloseTo(84 / 334, 10);
    expect(drawn[2]! / drawn[0]!).toBeCloseTo(53 / 334, 10);
    expect(image).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(image).toContain('>66.5% (n=502)<');
    expect(image).toContain('Figure 1. Reasons');
    expect(image).toContain('SYNTHETIC DATA');
  });
  it('is the same text every time', async () => {
    expect(await text('svg', [figure])).toBe(await text('svg', [figure]));
  });
  it('stacks several figures and refuses tables', async () => {
    const two = await text('svg', [figure, figure]);
    const height = (source: string) => Number(/<svg [^>]*height="(\d+)"/.exec(source)![1]);
    expect(height(two)).toBe(2 * height(await text('svg', [figure])));
    await expect(text('svg', [figure, table])).rejects.toThrow(Failure);
    await expect(text('svg', [table])).rejects.toThrow('E-FORMAT svg draws figures, and here is table table_3');
  });
  it('runs a numeric axis along the bottom', async () => {
    const along = {
      ...drawnFigure,
      mark: 'points' as const,
      yUnit: 'number' as const,
      points: [-2, -1, 0, 1].map((x) => ({ x, y: x / 10, low: x / 10 - 0.1, high: x / 10 + 0.1, hollow: x === -1 })),
    };
    const image = await text('svg', [{ kind: 'figure', figure: along }]);
    const dots = [...image.matchAll(/<circle [^>]*>/g)].map((match) => match[0]);
    expect(dots).toHaveLength(4);
    expect(dots.filter((dot) => dot.includes('fill="white"'))).toHaveLength(1);
    const at = dots.map((dot) => [Number(/cx="([\d.]+)"/.exec(dot)![1]), Number(/cy="([\d.]+)"/.exec(dot)![1])]);
    expect(at[1]![0]! - at[0]![0]!).toBeCloseTo(at[3]![0]! - at[2]![0]!, 6);
    expect(at[0]![1]! > at[3]![1]!).toBe(true);
  });
});

describe('png', () => {
  it('is a picture with its text drawn', async () => {
    const image = (await formats
      .get('png')!
      .render(document([figure]), { language: 'en', width: 80, color: false })) as Uint8Array;
    expect([...image.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    const width = new DataView(image.buffer, image.byteOffset).getUint32(16);
    expect(width).toBe(1440);
    const wordless = { ...drawnFigure, title: 'I' };
    const other = (await formats.get('png')!.render(document([{ kind: 'figure', figure: wordless }]), {
      language: 'en',
      width: 80,
      color: false,
    })) as Uint8Array;
    expect(Buffer.from(other).equals(Buffer.from(image))).toBe(false);
  });
  it('refuses characters that its font lacks', async () => {
    const zh = bars.draw(exampleResults, { id: 'figure_1', title: { en: 'R', zh: '原因' } }, { language: 'zh' });
    await expect(
      formats
        .get('png')!
        .render(document([{ kind: 'figure', figure: zh }]), { language: 'zh', width: 80, color: false }),
    ).rejects.toThrow('E-FORMAT png has no font');
  });
});
