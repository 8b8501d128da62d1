import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPrinted } from '../../../src/exhibits/published/printed-cell.ts';

describe('a cell as printed', () => {
  it.each([
    ['0.650** (0.211)', 'coefficient', { type: 'estimate', est: 0.65, dp: 3, stars: '**', se: 0.211, dp_se: 3 }],
    ['\u22120.12 [0.06]*', 'marginal_effect', { type: 'estimate', est: -0.12, dp: 2, stars: '*', se: 0.06, dp_se: 2 }],
    ['7,719', 'coefficient', { type: 'count', n: 7719 }],
    ['Yes', 'coefficient', { type: 'flag', value: true }],
    ['14 458.96 (27 139.10)', 'mean_sd', { type: 'mean_sd', est: 14458.96, dp: 2, sd: 27139.1, dp_sd: 2 }],
    ['10366.05 (\u00b117549.73)', 'mean_sd', { type: 'mean_sd', est: 10366.05, dp: 2, sd: 17549.73, dp_sd: 2 }],
    ['3.2 \u00b1 1.0', 'mean_sd', { type: 'mean_sd', est: 3.2, dp: 1, sd: 1, dp_sd: 1 }],
    ['778 (66.78%)', 'n_percent', { type: 'n_percent', n: 778, percent: 66.78, dp: 2 }],
    ['25 (50)', 'mean_sd_or_n_percent', { type: 'n_percent', n: 25, percent: 50, dp: 0 }],
    ['0.50 (0.51)', 'mean_sd_or_n_percent', { type: 'mean_sd', est: 0.5, dp: 2, sd: 0.51, dp_sd: 2 }],
    ['-0.517***', 'mean_difference', { type: 'difference', est: -0.517, dp: 3, stars: '***' }],
    ['<0.001', 'p_value', { type: 'p_value', op: '<', est: 0.001, dp: 3 }],
    ['p = .04', 'p_value', { type: 'p_value', op: '=', est: 0.04, dp: 2 }],
    ['\u2013', 'mean_sd', { type: 'none' }],
    ['a model', 'text', { type: 'text', text: 'a model' }],
  ])('%s in a column of %s', (printed, reports, cell) => {
    expect(readPrinted(printed, reports)).toEqual({ printed, ...cell });
  });

  it.each([
    ['0.650', 'coefficient'],
    ['0.31 0.47', 'mean_sd'],
    ['0.5 (50)', 'n_percent'],
    ['few', 'p_value'],
  ])('%s is none in a column of %s', (printed, reports) => {
    expect(readPrinted(printed, reports)).toBeUndefined();
  });

  it.each(['reimb', 'pooling'])('reads what %s wrote out by hand', (paper) => {
    const text = readFileSync(join(import.meta.dirname, '../../../specs', paper, 'published.yaml'), 'utf8');
    const { tables } = parse(text) as {
      tables: { columns: { id: string; reports: string }[]; rows: { cells: object }[] }[];
    };
    let read = 0;
    for (const { columns, rows } of tables) {
      for (const { id, reports } of columns) {
        if (reports === 'text') continue;
        for (const { cells } of rows) {
          const cell = (cells as Record<string, Record<string, unknown>>)[id];
          if (cell === undefined || 'printed_se' in cell) continue;
          expect(readPrinted(cell.printed as string, reports)).toEqual(cell);
          read++;
        }
      }
    }
    expect(read).toBeGreaterThan(100);
  });
});
