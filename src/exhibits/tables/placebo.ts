/** What a placebo found, in a few lines: the real estimate, how many draws are beyond it, the randomisation p value. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { OwnNumber } from '../../results/comparison.ts';
import type { PlaceboResult, RandomisationTest } from '../../results/placebo.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { countText, madeBy, numberCell, pValueText, textCell } from './cell.ts';
import { estimatorName } from './estimator-name.ts';
import { tableTitle } from './label.ts';
import { findPlacebo } from './lookup.ts';
import type { TableShape } from './shape.ts';
import type { Table, TableRow } from './table.ts';

export interface PlaceboTable {
  readonly placebo: string;
  readonly digits: number;
  /** published cell of the real estimate's p value */
  readonly publishedPValue?: string;
}

export function placeboTable({ placebo: name, digits: standard, publishedPValue }: PlaceboTable): TableShape {
  return {
    needs: { models: [], summaries: [], placebos: [name] },
    matches(results): readonly OwnNumber[] {
      if (publishedPValue === undefined) return [];
      return [{ cell: publishedPValue, value: findPlacebo(results, name, publishedPValue).actual.pValue }];
    },
    draw(results, heading, options) {
      const { language } = options;
      const digits = options.digits ?? standard;
      const placebo = findPlacebo(results, name, heading.id);
      const zh = language === 'zh';
      return {
        id: heading.id,
        title: tableTitle(heading.number, heading.title, language),
        banner: results.notices.map((notice) => inLanguage(notice, language)),
        columns: [{ align: 'left' }, { align: 'right' }, { align: 'left' }],
        header: [
          [
            textCell(inLanguage(placebo.termLabel, language)),
            textCell(estimatorName(placebo.estimator, language), 'right'),
            textCell(''),
          ],
        ],
        rows: rowsOf(placebo, digits, language).map(([label, value, said]): TableRow => {
          const cells = [textCell(label), numberCell(value), textCell(said)];
          return madeBy({ kind: 'body', indent: 0, cells }, ['placebos', name]);
        }),
        notes: [
          conventionText(placebo, language),
          ...placebo.notes.map((note) => sentenceOf(inLanguage(note, language), zh)),
          ...causesText(placebo, zh),
          ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
        ],
      } satisfies Table;
    },
  };
}

type Line = readonly [label: string, value: string, said: string];

function rowsOf(placebo: PlaceboResult, digits: number, language: Language): readonly Line[] {
  const zh = language === 'zh';
  const { actual, onEstimate, onStatistic, exact, shareBelow05, confLevel, failed, degenerate, recreated } = placebo;
  const spread = zh
    ? `标准误${formatFixed(actual.stdError, digits)}，模型P值${pValueText(actual.pValue)}`
    : `SE ${formatFixed(actual.stdError, digits)}, model p ${pValueText(actual.pValue)}`;
  const again = zh ? `${recreated}次与真实分配相同` : `${recreated} recreate the real assignment`;
  return [
    [
      zh ? '真实估计' : 'Estimate on the real assignment',
      formatFixed(actual.estimate, digits),
      Number.isNaN(actual.stdError) ? '' : spread,
    ],
    [
      zh ? '绝对值不小于它的抽取' : 'Placebo estimates beyond it',
      countText(onEstimate.beyond),
      zh ? `共${countText(onEstimate.draws)}次，双侧` : `of ${countText(onEstimate.draws)}, two-sided`,
    ],
    [zh ? '随机化P值' : 'Randomisation p', pText(onEstimate), intervalText(onEstimate, exact, confLevel, zh)],
    ...(Number.isNaN(onStatistic.pValue)
      ? []
      : [
          [
            zh ? '随机化P值（按t值）' : 'Randomisation p, t statistic',
            pText(onStatistic),
            intervalText(onStatistic, exact, confLevel, zh),
          ] as const,
        ]),
    ...(Number.isNaN(shareBelow05)
      ? []
      : [
          [
            zh ? '模型P值低于0.05的抽取' : 'Draws with model p < 0.05',
            `${formatFixed(100 * shareBelow05, 1)}%`,
            judged(shareBelow05, onEstimate.draws, zh),
          ] as const,
        ]),
    [
      zh ? '失败、退化的抽取' : 'Failed, degenerate draws',
      `${countText(failed)}, ${countText(degenerate)}`,
      recreated === 0 ? '' : again,
    ],
  ];
}

/** More than 5% beyond what chance gives with so many draws: the covariance of the model is too small. */
function judged(share: number, draws: number, zh: boolean): string {
  const tooMany = share > 0.05 + 1.96 * Math.sqrt((0.05 * 0.95) / draws);
  if (zh) return `有效的检验应为5%${tooMany ? '：该标准误过小' : ''}`;
  return `a valid test gives 5%${tooMany ? ': these standard errors are too small' : ''}`;
}

function pText({ pValue }: RandomisationTest): string {
  return pValueText(pValue);
}

/** The Monte-Carlo interval of the p value; nothing is left to chance where every assignment was taken. */
function intervalText({ confLow, confHigh }: RandomisationTest, exact: boolean, level: number, zh: boolean): string {
  if (exact) return zh ? '精确' : 'exact';
  const [low, high] = [formatFixed(confLow, 3), formatFixed(confHigh, 3)];
  if (low === '' || high === '') return '';
  const percent = Number((level * 100).toPrecision(12));
  return zh ? `蒙特卡洛${percent}%区间${low}–${high}` : `Monte-Carlo ${percent}% ${low}–${high}`;
}

/** `Observed years permuted over the units; 500 draws, seed 1; 29 levels of province, 6 ever treated.` */
function conventionText({ convention, units, unit, treatedUnits }: PlaceboResult, language: Language): string {
  const zh = language === 'zh';
  const count = countText(units, ',');
  const said = inLanguage(convention, language).replace(/[.。]$/, '');
  if (zh) {
    const treated = treatedUnits === undefined ? '' : `，其中${treatedUnits}个曾实施`;
    return sentenceOf(`${said}；${count}个${unit ?? '行'}${treated}`, zh);
  }
  const treated = treatedUnits === undefined ? '' : `, ${treatedUnits} ever treated`;
  return sentenceOf(`${said}; ${unit === undefined ? `${count} rows` : `${count} levels of ${unit}`}${treated}`, zh);
}

function sentenceOf(text: string, zh: boolean): string {
  const end = /[.。!！]$/.test(text) ? '' : zh ? '。' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}

function causesText({ causes }: PlaceboResult, zh: boolean): readonly string[] {
  if (causes.length === 0) return [];
  const said = causes.map(({ reason, draws }) => `${reason} (${countText(draws)})`);
  return [zh ? `没有估计值的抽取：${said.join('；')}。` : `Draws without an estimate: ${said.join('; ')}.`];
}
