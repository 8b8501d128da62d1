/** The sample flow: rows after each step, rows lost and why, down to the rows of each equation. */
import { Failure } from '../../errors/failure.ts';
import type { ModelResult } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import type { SampleFlow } from '../../results/sample-flow.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { blankCell, countText, madeBy, numberCell, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { distinct, unknownName } from './lookup.ts';
import { causesText, lossText } from './loss-text.ts';
import type { TableShape } from './shape.ts';
import type { Table, TableRow } from './table.ts';

export interface FlowTable {
  /** name of a sample; all samples when absent */
  readonly sample?: string;
  /** whether the rows of each equation follow */
  readonly models: boolean;
}

export function flowTable(table: FlowTable): TableShape {
  return {
    needs: { models: [], summaries: [] },
    matches: () => [],
    draw(results, heading, { language }) {
      const flows = chosenFlows(table, results, heading.id);
      const zh = language === 'zh';
      const rows = flows.flatMap((flow): readonly TableRow[] => {
        const models = Object.values(results.models).filter((model) => table.models && model.sample === flow.sample);
        const shown = flows.length > 1 ? [groupRow(`${flow.sample} (${flow.source})`)] : [];
        return [
          ...shown,
          ...stepRows(flow, flows, language).map((row) => madeBy(row, ['samples', flow.sample])),
          ...models.flatMap((model) =>
            equationRows(model, language, flows.length > 1 ? 2 : 1).map((row) => madeBy(row, ['models', model.id])),
          ),
        ];
      });
      return {
        id: heading.id,
        title: tableTitle(heading.number, heading.title, language),
        banner: results.notices.map((notice) => inLanguage(notice, language)),
        columns: [{ align: 'left' }, { align: 'right' }, { align: 'right' }, { align: 'left' }],
        header: [
          [
            textCell(flows.length === 1 ? flows[0]!.source : ''),
            textCell(zh ? '行数' : 'rows', 'right'),
            textCell(zh ? '减少' : 'lost', 'right'),
            textCell(zh ? '原因' : 'causes'),
          ],
        ],
        rows,
        notes: [
          ...distinct(
            flows.flatMap(({ steps }) =>
              steps.flatMap(({ notices }) => notices.map((one) => inLanguage(one, language))),
            ),
          ),
          ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
        ],
      } satisfies Table;
    },
  };
}

function chosenFlows(table: FlowTable, results: Results, place: string): readonly SampleFlow[] {
  const { sample } = table;
  const flows = sample === undefined ? results.flows : results.flows.filter((flow) => flow.sample === sample);
  if (flows.length > 0) return originsFirst(flows);
  if (sample === undefined) {
    throw new Failure('E-SPEC-NAME', { place: { path: place }, finding: 'these results have no sample flow' });
  }
  throw unknownName(
    place,
    'sample',
    sample,
    results.flows.map((flow) => flow.sample),
  );
}

/** A sample after the one that it starts from, where that is shown too; otherwise in the order given. */
function originsFirst(flows: readonly SampleFlow[]): readonly SampleFlow[] {
  const placed = new Set<SampleFlow>();
  const place = (flow: SampleFlow): void => {
    const origin = flows.find(({ sample }) => sample === flow.from?.sample);
    if (origin !== undefined && !placed.has(origin)) place(origin);
    placed.add(flow);
  };
  for (const flow of flows) place(flow);
  return [...placed];
}

/** The steps of a flow; those of a sample that it starts from are one row when that sample is shown as well. */
function stepRows(flow: SampleFlow, shown: readonly SampleFlow[], language: Language): readonly TableRow[] {
  const indent = shown.length > 1 ? 1 : 0;
  const { from } = flow;
  const before = from !== undefined && shown.some(({ sample }) => sample === from.sample) ? from : undefined;
  const own = flow.steps
    .slice(before?.steps ?? 0)
    .map((step) => ({ ...step, label: inLanguage(step.label, language) }));
  const start = before && flow.steps[before.steps - 1];
  const steps =
    before === undefined || start === undefined
      ? own
      : [{ ...start, label: `${language === 'zh' ? '取自' : 'from'} ${before.sample}`, lost: 0, causes: [] }, ...own];
  return steps.map((step) => ({
    kind: 'body',
    indent,
    cells: [
      textCell(step.label),
      numberCell(countText(step.rows, ',')),
      step.lost === 0 ? blankCell() : numberCell(countText(step.lost, ',')),
      textCell(causesText(step.causes, language)),
    ],
  }));
}

function equationRows(model: ModelResult, language: Language, indent: number): readonly TableRow[] {
  // what is estimated beside an equation, such as the spread of the intercepts, has no rows of its own
  const equations = model.equations.filter(({ auxiliary }) => auxiliary !== true);
  return equations.map((equation) => {
    const lost = equation.lost.reduce((sum, one) => sum + one.rows, 0);
    const name = inLanguage(model.label, language);
    const label = equations.length === 1 ? name : `${name}: ${inLanguage(equation.label, language)}`;
    return {
      kind: 'body',
      indent,
      cells: [
        textCell(label),
        numberCell(countText(equation.rows, ',')),
        lost === 0 ? blankCell() : numberCell(countText(lost, ',')),
        textCell(lossText(equation.lost, language)),
      ],
    };
  });
}

function groupRow(label: string): TableRow {
  return { kind: 'group', indent: 0, cells: [textCell(label, 'left', 4)] };
}
