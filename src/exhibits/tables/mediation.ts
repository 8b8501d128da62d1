/** How much of an effect runs through mediators: paths, direct effect, indirect effect by product and difference, share. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { OwnNumber } from '../../results/comparison.ts';
import type { MediationKind, MediationQuantity, MediationResult, MediationScale } from '../../results/mediation.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { blankCell, cellMadeBy, countText, missingCell, numberCell, pValueText, textCell } from './cell.ts';
import { headerRows } from './column-header.ts';
import { tableTitle, variableLabel } from './label.ts';
import { distinct, findMediation, unknownName } from './lookup.ts';
import { mediationNotes } from './mediation-notes.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import { type StarRule, starsFor } from './stars.ts';
import type { Cell, Table, TableRow } from './table.ts';

export interface MediationColumn {
  readonly mediation: string;
  readonly scale: MediationScale;
  readonly header?: readonly Text[];
  /** published cells by quantity: `path_a: t4.policy.objective` */
  readonly published: Readonly<Partial<Record<MediationKind, string>>>;
}

export interface MediationTable {
  readonly columns: readonly MediationColumn[];
  readonly stars: readonly StarRule[];
  readonly digits: number;
}

export interface BoundMediation {
  readonly column: MediationColumn;
  readonly result: MediationResult;
  readonly quantities: readonly MediationQuantity[];
}

export function mediationTable(table: MediationTable): TableShape {
  return {
    needs: { models: [], summaries: [], mediations: distinct(table.columns.map(({ mediation }) => mediation)) },
    draw: (results, heading, options) => draw(table, results, heading, options),
    matches: (results) => matches(table, results),
  };
}

const SCALES: Readonly<Record<MediationScale, Text>> = {
  coefficient: { en: 'coefficients', zh: '系数' },
  marginal_effect: { en: 'marginal effects', zh: '边际效应' },
  khb: { en: 'coefficients, KHB', zh: '系数（KHB）' },
};

const LABELS: Readonly<Record<MediationKind, Text>> = {
  total: { en: 'Total effect', zh: '总效应' },
  path_a: { en: 'Treatment on mediator (a)', zh: '政策对中介变量（a）' },
  path_b: { en: 'Mediator on outcome (b)', zh: '中介变量对结果（b）' },
  direct: { en: 'Direct effect', zh: '直接效应' },
  product: { en: 'Indirect effect, product', zh: '间接效应（乘积）' },
  difference: { en: 'Indirect effect, difference', zh: '间接效应（差值）' },
  share_product: { en: 'Share mediated, product', zh: '中介占比（乘积）' },
  share_difference: { en: 'Share mediated, difference', zh: '中介占比（差值）' },
  share_of_indirect: { en: 'Share of the indirect effect', zh: '占间接效应比重' },
};

const ORDER = Object.keys(LABELS) as readonly MediationKind[];

function draw(table: MediationTable, results: Results, heading: TableHeading, options: ShapeOptions): Table {
  const { language } = options;
  const digits = options.digits ?? table.digits;
  const columns = bindMediations(table, results, heading.id);
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [{ align: 'left' }, ...columns.map(() => ({ align: 'right' as const }))],
    header: headerRows(
      columns.map(({ column, result }) =>
        (column.header ?? [result.label, SCALES[column.scale]]).map((line) => inLanguage(line, language)),
      ),
      1,
    ),
    rows: [
      ...lines(columns).flatMap((line) => quantityRows(line, columns, table, digits, results, language)),
      { kind: 'rule', indent: 0, cells: [] },
      ...footer(columns, language),
    ],
    notes: [
      ...mediationNotes(columns, table.stars, language),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

function bindMediations(table: MediationTable, results: Results, place: string): readonly BoundMediation[] {
  return table.columns.map((column) => {
    const result = findMediation(results, column.mediation, place);
    const quantities = result.quantities.filter(({ scale }) => scale === column.scale);
    if (quantities.length > 0) return { column, result, quantities };
    const known = distinct(result.quantities.map(({ scale }) => scale));
    throw unknownName(place, `scale of mediation ${result.id}`, column.scale, known);
  });
}

/** A row of the table: a kind of quantity, of one mediator where a mediation has several. */
interface Line {
  readonly kind: MediationKind;
  readonly mediator?: string;
}

function lines(columns: readonly BoundMediation[]): readonly Line[] {
  const several = columns.some(({ result }) => result.mediators.length > 1);
  const mediators = several ? distinct(columns.flatMap(({ result }) => result.mediators)) : [];
  return ORDER.flatMap((kind): readonly Line[] => {
    const own = columns.flatMap(({ quantities }) => quantities.filter((one) => one.kind === kind));
    const single = own.some((one) => one.mediator === undefined || !several) ? [{ kind }] : [];
    const each = mediators
      .filter((mediator) => own.some((one) => one.mediator === mediator))
      .map((mediator) => ({ kind, mediator }));
    return [...each, ...single];
  });
}

/** Where a mediation has one mediator, its quantities stand in the rows without one. */
function quantityOf({ quantities, result }: BoundMediation, { kind, mediator }: Line): MediationQuantity | undefined {
  const own = quantities.filter((one) => one.kind === kind);
  if (mediator !== undefined) return own.find((one) => one.mediator === mediator);
  return own.find((one) => one.mediator === undefined) ?? (result.mediators.length === 1 ? own[0] : undefined);
}

function quantityRows(
  line: Line,
  columns: readonly BoundMediation[],
  table: MediationTable,
  digits: number,
  results: Results,
  language: Language,
): readonly TableRow[] {
  const found = columns.map((column) => quantityOf(column, line));
  const isShare = line.kind.startsWith('share');
  const zh = language === 'zh';
  const of =
    line.mediator === undefined
      ? ''
      : `${zh ? '：' : ': '}${variableLabel(results, line.mediator, language) ?? line.mediator}`;
  const body = (label: string, indent: number, cell: (quantity: MediationQuantity, at: number) => Cell): TableRow => ({
    kind: 'body',
    indent,
    cells: [
      textCell(label),
      ...found.map((quantity, at) =>
        quantity === undefined ? blankCell() : cellMadeBy(cell(quantity, at), ['mediations', columns[at]!.result.id]),
      ),
    ],
  });
  const rows = [
    body(inLanguage(LABELS[line.kind], language) + of, 0, (one) => estimateCell(one, isShare, table, digits)),
  ];
  if (found.some((quantity) => quantity?.sobel !== undefined)) {
    rows.push(
      body(zh ? 'Sobel z（P值）' : 'Sobel z (p)', 1, ({ sobel }) =>
        sobel === undefined
          ? blankCell()
          : numberCell(`${formatFixed(sobel.statistic, 3)} (${pValueText(sobel.pValue)})`),
      ),
    );
  }
  for (const [method, quantiles] of intervalKinds(found)) {
    const level = Number((columns[0]!.result.confLevel * 100).toPrecision(12));
    const name = INTERVALS[method][language];
    const rule = severalRules(found) ? ` (${quantiles})` : '';
    rows.push(
      body(zh ? `自助法${level}%${name}区间${rule}` : `bootstrap ${level}%, ${name}${rule}`, 1, ({ bootstrap }) => {
        const own = bootstrap?.intervals.find((one) => one.method === method && one.quantiles === quantiles);
        return own === undefined ? blankCell() : numberCell(rangeText(own.low, own.high, isShare, digits));
      }),
    );
  }
  return rows;
}

type Interval = NonNullable<MediationQuantity['bootstrap']>['intervals'][number];

const INTERVALS: Readonly<Record<Interval['method'], Required<Text>>> = {
  percentile: { en: 'percentile', zh: '百分位' },
  bias_corrected: { en: 'bias-corrected', zh: '偏差校正' },
  bca: { en: 'BCa', zh: 'BCa' },
};

function intervalKinds(
  found: readonly (MediationQuantity | undefined)[],
): readonly [Interval['method'], Interval['quantiles']][] {
  const kinds = new Map<string, [Interval['method'], Interval['quantiles']]>();
  for (const { method, quantiles } of found.flatMap((one) => one?.bootstrap?.intervals ?? [])) {
    kinds.set(`${method} ${quantiles}`, [method, quantiles]);
  }
  return [...kinds.values()];
}

function severalRules(found: readonly (MediationQuantity | undefined)[]): boolean {
  return new Set(found.flatMap((one) => one?.bootstrap?.intervals.map(({ quantiles }) => quantiles) ?? [])).size > 1;
}

/** `0.653** (0.259)`, shares as `11.9% (7.0)`. */
function estimateCell({ estimate }: MediationQuantity, isShare: boolean, table: MediationTable, digits: number): Cell {
  if (Number.isNaN(estimate.estimate)) return missingCell();
  const scale = isShare ? 100 : 1;
  const places = isShare ? 1 : digits;
  const mark = isShare ? '%' : starsFor(estimate.pValue, table.stars);
  const spread = formatFixed(estimate.stdError * scale, places);
  const value = `${formatFixed(estimate.estimate * scale, places)}${mark}`;
  return numberCell(spread === '' ? value : `${value} (${spread})`, !isShare && mark !== '');
}

function rangeText(low: number, high: number, isShare: boolean, digits: number): string {
  const [scale, places, unit] = isShare ? [100, 1, '%'] : [1, digits, ''];
  const [a, b] = [formatFixed(low * scale, places), formatFixed(high * scale, places)];
  return a === '' || b === '' ? '' : `[${a}${unit}, ${b}${unit}]`;
}

function footer(columns: readonly BoundMediation[], language: Language): readonly TableRow[] {
  const zh = language === 'zh';
  const row = (label: string, text: (column: BoundMediation) => string): TableRow => ({
    kind: 'footer',
    indent: 0,
    cells: [
      textCell(label),
      ...columns.map((column) => {
        const said = text(column);
        return said === '' ? blankCell() : numberCell(said);
      }),
    ],
  });
  const spreads = columns.some(({ result }) => result.steps.some(({ sigmaU }) => sigmaU !== undefined));
  const sigma = ({ steps }: MediationResult, role: 'total' | 'direct') =>
    steps.find((step) => step.role === role)?.sigmaU;
  return [
    row(zh ? '观测数' : 'Observations', ({ result }) => countText(result.nobs)),
    ...(spreads
      ? [
          row(zh ? '随机截距标准差：总效应、直接效应' : 'SD of the intercept: total, direct', ({ result }) =>
            (['total', 'direct'] as const).map((role) => formatFixed(sigma(result, role) ?? Number.NaN, 3)).join(', '),
          ),
        ]
      : []),
    ...(columns.some(({ result }) => result.bootstrap !== undefined)
      ? [
          row(zh ? '自助法抽取次数' : 'Bootstrap draws', ({ result: { bootstrap } }) =>
            bootstrap === undefined ? '' : countText(bootstrap.draws - bootstrap.failed),
          ),
        ]
      : []),
  ];
}

function matches(table: MediationTable, results: Results): readonly OwnNumber[] {
  return table.columns.flatMap((column) => {
    const named = Object.entries(column.published) as [MediationKind, string][];
    if (named.length === 0) return [];
    const [bound] = bindMediations({ ...table, columns: [column] }, results, named[0]![1]);
    return named.flatMap(([kind, cell]): OwnNumber[] => {
      const quantity = quantityOf(bound!, { kind });
      if (quantity === undefined) return [];
      const { estimate, stdError } = quantity.estimate;
      return [{ cell, value: estimate, stdError, nobs: bound!.result.nobs }];
    });
  });
}
