/** The order of samples in the flow, and what counts as an equation there. */
import { describe, expect, it } from 'vitest';
import { flowTable } from '../../../src/exhibits/tables/flow.ts';
import type { Results } from '../../../src/results/results.ts';
import type { SampleFlow } from '../../../src/results/sample-flow.ts';
import { didResults } from '../did-results.ts';

const flow = (sample: string, from?: string): SampleFlow => ({
  sample,
  source: 'x.csv',
  steps: [{ label: { en: 'read', zh: '读入' }, kind: 'read', rows: 9, lost: 0, causes: [], notices: [] } as never],
  ...(from !== undefined && { from: { sample: from, steps: 1 } }),
});

const drawn = (results: Results, models: boolean) =>
  flowTable({ models })
    .draw(results, { id: 'f', title: { en: 'F', zh: 'F' } }, { language: 'en' })
    .rows.map(({ cells }) => cells[0]!.text);

describe('flowTable', () => {
  it('shows a sample after the one that it starts from', () => {
    const flows = [flow('small', 'middle'), flow('middle', 'all'), flow('other'), flow('all')];
    const groups = drawn({ ...didResults, flows, models: {} }, false).filter((text) => text.endsWith('(x.csv)'));
    expect(groups.map((text) => text.split(' ')[0])).toEqual(['all', 'middle', 'small', 'other']);
  });
});
