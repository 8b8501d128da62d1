/** One effect in the groups of splits, and the tests that it differs between them. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { OwnNumber } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import type { PermutationTest, SplitComparison, SplitResult } from '../../results/split.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { blankCell, countText, madeBy, missingCell, numberCell, pValueText, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { distinct, findSplit, unknownName } from './lookup.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import { type StarRule, starSentence, starsFor } from './stars.ts';
import type { Cell, Table, TableRow } from './table.ts';

export interface SplitTable {
  /** splits, each a block of rows */
  readonly splits: readonly string[];
  readonly scale: SplitComparison['scale'];
  /** the design column; the first that a split compares when absent */
  readonly term?: string;
  readonly stars: readonly StarRule[];
  readonly digits: number;
  readonly estimateLabel?: Text;
  /** table id of the published file; its columns are the names of the groups */
  readonly published?: string;
  /** row keys of the effect and of the observations there */
  readonly publishedRows: { readonly effect?: string; readonly observations?: string };
}

export function splitTable(table: SplitTable): TableShape {
  return {
    needs: { models: [], summaries: [], splits: distinct(table.splits) },
    draw: (results, heading, options) => draw(table, results, heading, options),
    matches: (results) => matches(table, results),
  };
}

interface Block {
  readonly split: SplitResult;
  readonly comparison: SplitComparison;
}

function draw(table: SplitTable, results: Results, heading: TableHeading, options: ShapeOptions): Table {
  const { language } = options;
  const digits = options.digits ?? table.digits;
  const blocks = blocksOf(table, results, heading.id);
  const permuted = blocks.some(({ split }) => split.permutation !== undefined);
  const zh = language === 'zh';
  const standard = table.scale === 'marginal_effect' ? { en: 'ME', zh: '边际效应' } : { en: 'Estimate', zh: '估计值' };
  const level = Number((blocks[0]!.split.confLevel * 100).toPrecision(12));
  const titles = [
    inLanguage(table.estimateLabel ?? standard, language),
    zh ? '标准误' : 'SE',
    zh ? `${level}%置信区间` : `${level}% CI`,
    zh ? 'P值' : 'P',
    ...(permuted ? [zh ? '置换P值' : 'permutation P'] : []),
    'N',
  ];
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [{ align: 'left' }, ...titles.map(() => ({ align: 'right' as const }))],
    header: [[blankCell(), ...titles.map((title) => textCell(title, 'right'))]],
    rows: blocks.flatMap((block) => blockRows(block, table, digits, permuted, titles.length, language)),
    notes: [
      ...notes(blocks, table.stars, language),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

function blocksOf(table: SplitTable, results: Results, place: string): readonly Block[] {
  return table.splits.map((name) => {
    const split = findSplit(results, name, place);
    const onScale = split.comparisons.filter(({ scale }) => scale === table.scale);
    if (onScale.length === 0) {
      throw unknownName(
        place,
        `scale of split ${name}`,
        table.scale,
        distinct(split.comparisons.map(({ scale }) => scale)),
      );
    }
    const comparison = table.term === undefined ? onScale[0] : onScale.find(({ term }) => term === table.term);
    if (comparison !== undefined) return { split, comparison };
    throw unknownName(
      place,
      `term of split ${name}`,
      table.term!,
      onScale.map(({ term }) => term),
    );
  });
}

function blockRows(
  { split, comparison }: Block,
  table: SplitTable,
  digits: number,
  permuted: boolean,
  width: number,
  language: Language,
): readonly TableRow[] {
  const zh = language === 'zh';
  const groupLabel = (name: string) => {
    const group = split.groups.find((one) => one.name === name);
    return group === undefined ? name : inLanguage(group.label, language);
  };
  const blank = permuted ? [blankCell()] : [];
  const groups = comparison.effects.map(({ group, estimate }): TableRow => {
    const numbers = estimateCells(estimate, table.stars, digits);
    const nobs = nobsOf(split, group);
    const size = nobs === undefined ? blankCell() : numberCell(countText(nobs));
    const cells = [textCell(groupLabel(group)), ...numbers, ...blank, size];
    return madeBy({ kind: 'body', indent: 1, cells }, ['splits', split.id, 'groups', group]);
  });
  const differences = comparison.differences.map(({ groups: pair, estimate, permutation }): TableRow => {
    const [first, second] = pair.map(groupLabel) as [string, string];
    const label = zh ? `差值：${second}−${first}` : `Difference: ${second} − ${first}`;
    const cells = [...estimateCells(estimate, table.stars, digits), ...(permuted ? [permutedCell(permutation)] : [])];
    return { kind: 'body', indent: 1, cells: [textCell(label), ...cells, blankCell()] };
  });
  const { joint, jointPermutation } = comparison;
  const jointRow: TableRow = {
    kind: 'body',
    indent: 1,
    cells: [
      textCell(zh ? '各组相等的联合检验' : 'All groups equal'),
      ...[blankCell(), blankCell()],
      textCell(jointText(joint), 'right'),
      numberCell(pValueText(joint.pValue)),
      ...(permuted ? [permutedCell(jointPermutation === undefined ? [] : [jointPermutation])] : []),
      blankCell(),
    ],
  };
  const rows: readonly TableRow[] = [
    { kind: 'group', indent: 0, cells: [textCell(inLanguage(split.label, language), 'left', width + 1)] },
    ...groups,
    ...differences,
    ...(comparison.effects.length > 2 ? [jointRow] : []),
  ];
  return rows.map((row) => madeBy(row, ['splits', split.id]));
}

function nobsOf({ groups }: SplitResult, name: string): number | undefined {
  return groups.find((group) => group.name === name)?.model.equations[0]?.nobs;
}

function estimateCells(
  estimate: SplitComparison['effects'][number]['estimate'],
  stars: readonly StarRule[],
  digits: number,
): readonly Cell[] {
  if (Number.isNaN(estimate.estimate)) return [missingCell(), missingCell(), missingCell(), missingCell()];
  const mark = starsFor(estimate.pValue, stars);
  const [low, high] = [formatFixed(estimate.confLow, digits), formatFixed(estimate.confHigh, digits)];
  return [
    numberCell(formatFixed(estimate.estimate, digits) + mark, mark !== ''),
    numberCell(formatFixed(estimate.stdError, digits)),
    numberCell(low === '' || high === '' ? '' : `[${low}, ${high}]`),
    numberCell(pValueText(estimate.pValue)),
  ];
}

/** Of the statistic that is over its standard error, where there is one. */
function permutedCell(tests: readonly PermutationTest[]): Cell {
  const test = tests.find(({ statistic }) => statistic !== 'difference') ?? tests[0];
  return test === undefined ? blankCell() : numberCell(pValueText(test.pValue));
}

function jointText({ statistic, df, dfDenominator }: SplitComparison['joint']): string {
  const value = formatFixed(statistic, 2);
  return dfDenominator === undefined ? `χ²(${df}) = ${value}` : `F(${df}, ${dfDenominator}) = ${value}`;
}

function notes(blocks: readonly Block[], rules: readonly StarRule[], language: Language): readonly string[] {
  const zh = language === 'zh';
  const stars = starSentence(rules, language);
  const permutations = blocks.flatMap(({ split }) => split.permutation ?? []);
  const outside = blocks.filter(({ split }) => split.outside > 0);
  return [
    ...distinct(blocks.map(({ comparison }) => inLanguage(comparison.convention, language))),
    ...(stars === '' ? [] : [stars]),
    ...distinct(
      permutations.map(({ draws, failed, seed, exchange, within, units }) => {
        const size = countText(units, ',');
        if (zh) {
          const inside = within === undefined ? '' : `（在${within}内）`;
          return `置换P值：以${exchange}为单位（${size}个）${inside}随机重排组别${draws}次，失败${failed}次，种子${seed}；比较t值。`;
        }
        const inside = within === undefined ? '' : ` within ${within}`;
        return `Permutation P: ${draws} times the groups dealt anew to ${exchange} (${size} units)${inside}, ${failed} failed, seed ${seed}; by the t statistic.`;
      }),
    ),
    ...outside.map(({ split }) => {
      const label = inLanguage(split.label, language);
      const rows = countText(split.outside, ',');
      return zh ? `${label}：${rows}行不属于任何一组。` : `${label}: ${rows} rows are in no group.`;
    }),
  ];
}

function matches(table: SplitTable, results: Results): readonly OwnNumber[] {
  const { published, publishedRows } = table;
  if (published === undefined) return [];
  return blocksOf(table, results, published).flatMap(({ split, comparison }) =>
    comparison.effects.flatMap(({ group, estimate }): OwnNumber[] => {
      const nobs = nobsOf(split, group);
      const { effect, observations } = publishedRows;
      return [
        ...(effect === undefined
          ? []
          : [
              {
                cell: `${published}.${effect}.${group}`,
                value: estimate.estimate,
                stdError: estimate.stdError,
                ...(nobs !== undefined && { nobs }),
              },
            ]),
        ...(observations === undefined || nobs === undefined
          ? []
          : [{ cell: `${published}.${observations}.${group}`, value: nobs }]),
      ];
    }),
  );
}
