/** What moved between two runs, as tables: the inputs that changed, and the cells. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { CellChange, CellChangeKind, DiffedNumber, Difference } from '../../results/difference.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { listTable } from './list.ts';
import type { Table } from './table.ts';

const WORDS = {
  en: {
    inputs: 'Inputs that changed',
    input: ['Input', 'Before', 'After'],
    inputNames: {},
    errors: 'SE',
    sameInputs: 'Data, spec, settings, version and seed are the same.',
    none: 'none',
    nothing: 'nothing changed',
    still: 'nothing moved',
    cells: 'Cells that moved',
    cell: ['Cell', 'Before → after', 'Change'],
    kinds: {
      sign: 'sign changed',
      significance: 'stars changed',
      vanished: 'vanished',
      appeared: 'appeared',
      moved: '',
    },
    only: (fields: string) => `only ${fields}`,
    counts: (difference: Difference, moved: number) =>
      `${difference.compared} cells in both runs: ${difference.same} the same, ${moved} moved.`,
    ends: (vanished: number, appeared: number) => `${vanished} vanished, ${appeared} appeared.`,
    rest: (count: number) => `${count} more are not listed (--all lists them).`,
    stars:
      'Standard errors in brackets; changes in SE are over the standard error before. Stars: * p < 0.1, ** p < 0.05, *** p < 0.01.',
  },
  zh: {
    inputs: '改变的输入',
    input: ['输入', '之前', '之后'],
    inputNames: {
      program: '程序',
      version: '版本',
      paper: '论文',
      data: '数据',
      settings: '设置',
      seed: '种子',
      'spec text': '规范文本',
    },
    errors: '个标准误',
    sameInputs: '数据、规范、设置、版本与种子均相同。',
    none: '无',
    nothing: '没有变化',
    still: '没有变动',
    cells: '变动的单元',
    cell: ['单元', '之前 → 之后', '变动'],
    kinds: { sign: '符号改变', significance: '星号改变', vanished: '消失', appeared: '新出现', moved: '' },
    only: (fields: string) => `仅 ${fields}`,
    counts: (difference: Difference, moved: number) =>
      `两次运行共有 ${difference.compared} 个单元：相同 ${difference.same} 个，变动 ${moved} 个。`,
    ends: (vanished: number, appeared: number) => `消失 ${vanished} 个，新出现 ${appeared} 个。`,
    rest: (count: number) => `另有 ${count} 个未列出（--all 可列出）。`,
    stars: '括号内为标准误；变动以之前的标准误计。星号：* p < 0.1，** p < 0.05，*** p < 0.01。',
  },
} as const;

/** Changes listed without `all`. */
const LISTED = 40;

export interface DifferenceTables {
  readonly language: Language;
  readonly all: boolean;
  /** the marks that an estimate's p value earns */
  readonly starsIn: (number: DiffedNumber) => string;
}

/** Two tables: what went in, and what came out. Throws nothing; without a difference in the results both are empty. */
export function differenceTables(results: Results, options: DifferenceTables): readonly Table[] {
  const { difference, notices } = results;
  if (difference === undefined) return [];
  const { language } = options;
  const words = WORDS[language];
  const banner = notices.map((notice) => inLanguage(notice, language));
  const names: Readonly<Record<string, string>> = words.inputNames;
  const inputs = difference.inputs.map(({ input, before, after }) => [
    names[input] ?? input,
    before || words.none,
    after || words.none,
  ]);
  const rows = inputs.length === 0 ? [[words.input[0]], [words.nothing]] : [words.input, ...inputs];
  const changed = listTable('inputs', words.inputs, rows);
  const sameInputs = inputs.length === 0 ? [words.sameInputs] : [];
  return [{ ...changed, banner, notes: sameInputs }, cellsTable(difference, banner, options)];
}

function cellsTable(difference: Difference, banner: readonly string[], options: DifferenceTables): Table {
  const words = WORDS[options.language];
  const { cells } = difference;
  const listed = options.all ? cells : cells.slice(0, LISTED);
  const count = (kind: CellChangeKind) => cells.filter((cell) => cell.kind === kind).length;
  const [vanished, appeared] = [count('vanished'), count('appeared')];
  const hidden = cells.length - listed.length;
  const rows = listed.map((cell) => changeRow(cell, options));
  return {
    ...listTable(
      'differences',
      words.cells,
      rows.length === 0 ? [[words.cell[0]], [words.still]] : [words.cell, ...rows],
    ),
    banner,
    notes: [
      words.counts(difference, cells.length - vanished - appeared),
      ...(vanished + appeared === 0 ? [] : [words.ends(vanished, appeared)]),
      ...(hidden > 0 ? [words.rest(hidden)] : []),
      ...(cells.length > 0 ? [words.stars] : []),
    ],
  };
}

function changeRow(cell: CellChange, { language, starsIn }: DifferenceTables): readonly string[] {
  const words = WORDS[language];
  const { kind, before, after, fields } = cell;
  const isPart = kind === 'moved' && !fields.includes('estimate') && !fields.includes('value');
  const side = (number: DiffedNumber | undefined) => (number === undefined ? '–' : valueText(number, starsIn(number)));
  const said = [isPart ? words.only(fields.join(', ')) : words.kinds[kind], changeText(cell, words.errors)];
  return [cell.cell, `${side(before)} → ${side(after)}`, said.filter((text) => text !== '').join('; ')];
}

/** `-0.114 (-28.7 %, -0.71 SE)`; nothing where only what stands beside an estimate moved. */
function changeText({ change, relative, inStdErrors }: CellChange, errors: string): string {
  if (change === undefined || change === 0) return '';
  const parts = [
    ...(relative === undefined ? [] : [`${digits(100 * relative, 3)} %`]),
    ...(inStdErrors === undefined ? [] : [`${digits(inStdErrors, 3)} ${errors}`]),
  ];
  return `${digits(change, 3)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

function valueText({ value, stdError }: DiffedNumber, stars: string): string {
  if (Number.isNaN(value)) return '–';
  const spread = stdError === undefined || Number.isNaN(stdError) ? '' : ` (${digits(stdError, 3)})`;
  return `${digits(value)}${stars}${spread}`;
}

/** few, so that both runs fit beside each other: a smaller move shows in its change, and JSON has every digit */
const SIGNIFICANT = 4;

/** So many significant digits, without an exponent down to a thousandth. */
function digits(value: number, significant = SIGNIFICANT): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude < -3) return value.toExponential(2);
  return formatFixed(value, Math.max(0, significant - 1 - magnitude))
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
