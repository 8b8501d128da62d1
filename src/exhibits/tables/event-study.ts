/** The event study as a table: each event time with its estimate, what stands behind it, and how it is identified. */
import { formatFixed } from '../../numerics/decimal.ts';
import { type EventTime, type EventTimes, eventTimesOf, eventVariables } from '../../results/event-times.ts';
import type { Results } from '../../results/results.ts';
import type { Support, SupportCount, SupportRow } from '../../results/support.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { blankCell, countText, madeBy, missingCell, numberCell, pValueText, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { findEffect, findEquation, findModel, unknownName } from './lookup.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import { type StarRule, starSentence, starsFor } from './stars.ts';
import type { Cell, Table, TableRow } from './table.ts';
import { vcovSentence } from './vcov-sentence.ts';

export interface EventStudyTable {
  readonly model: string;
  readonly equation?: string;
  readonly effect: string;
  /** the event-time variable, where a model has several */
  readonly variable?: string;
  readonly stars: readonly StarRule[];
  readonly digits: number;
  readonly pValues: boolean;
  readonly estimateLabel?: Text;
}

export function eventStudyTable(table: EventStudyTable): TableShape {
  return {
    needs: { models: [table.model], summaries: [] },
    matches: () => [],
    draw: (results, heading, options) => draw(table, results, heading, options),
  };
}

function draw(table: EventStudyTable, results: Results, heading: TableHeading, options: ShapeOptions): Table {
  const { language } = options;
  const digits = options.digits ?? table.digits;
  const model = findModel(results, table.model, heading.id);
  const effect = findEffect(model, table.effect, table.equation, heading.id);
  const events = eventTimesOf(model, effect, table.variable);
  if (events.times.length === 0) {
    const noun = `event-time variable in ${table.effect} of ${table.model}`;
    throw unknownName(heading.id, noun, table.variable ?? 'event_time', eventVariables(effect));
  }
  const { support } = events;
  const supported = support !== undefined;
  const persons = events.times.some((time) => time.support?.persons !== undefined);
  const zh = language === 'zh';
  const estimateTitle = inLanguage(table.estimateLabel ?? { en: 'Estimate', zh: '估计值' }, language);
  const counts = supported
    ? [
        zh ? `${support.unit}×时点` : `${support.unit} waves`,
        persons ? (zh ? '人数' : 'persons') : zh ? '行数' : 'rows',
      ]
    : [];
  const level = Number((effect.confLevel * 100).toPrecision(12));
  const titles = [
    estimateTitle,
    zh ? '标准误' : 'SE',
    zh ? `${level}%置信区间` : `${level}% CI`,
    ...(table.pValues ? [zh ? 'P值' : 'P'] : []),
    ...counts,
  ];
  const equation = findEquation(model, effect.equation);
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [
      { align: 'left' },
      ...titles.map(() => ({ align: 'right' as const })),
      ...(supported ? [{ align: 'left' as const }] : []),
    ],
    header: [
      [
        textCell(zh ? '相对时间' : 'Event time'),
        ...titles.map((title) => textCell(title, 'right')),
        ...(supported ? [textCell(zh ? '识别' : 'identified by')] : []),
      ],
    ],
    rows: [
      ...events.times.map((time) =>
        madeBy(timeRow(time, table, digits, supported, persons, language), [
          'models',
          model.id,
          'effects',
          effect.effect,
        ]),
      ),
      ...(supported ? otherRows(support, titles.length - 2, persons, language) : []),
    ],
    notes: [
      inLanguage(effect.convention, language),
      [`SE  ${vcovSentence(model.vcov, effect, language)}`, starSentence(table.stars, language)]
        .filter(Boolean)
        .join(zh ? '；' : '; '),
      ...(equation === undefined
        ? []
        : [zh ? `N  ${countText(equation.nobs, ',')}个观测` : `N  ${countText(equation.nobs, ',')} rows`]),
      ...supportNotes(events, language),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

function timeRow(
  time: EventTime,
  { stars, pValues }: EventStudyTable,
  digits: number,
  supported: boolean,
  persons: boolean,
  language: Language,
): TableRow {
  const { at, support } = time;
  const label = support === undefined ? String(at) : inLanguage(support.label, language);
  const numbers = estimateCells(time, stars, pValues, digits, language);
  const counts = supported ? countCells(support, persons) : [];
  const said = supported ? [textCell(support === undefined ? '' : identifiedText(support, language))] : [];
  return { kind: 'body', indent: 0, cells: [timeCell(label), ...numbers, ...counts, ...said] };
}

/** Its own words, but what holds for many event times alike is said once, under the table. */
function identifiedText({ identification, oneUnitTime, detail }: SupportRow, language: Language): string {
  if (identification !== 'across') return inLanguage(detail, language);
  const zh = language === 'zh';
  const single = oneUnitTime ? (zh ? '；仅一个单位的一个时点' : '; one unit at one time') : '';
  return `${zh ? '跨单位比较' : 'across units'}${single}`;
}

/** `-2` is a number, `≤ -2` a text. */
function timeCell(label: string): Cell {
  return { ...textCell(label), ...(/^-?\d+$/.test(label) && { numeric: true as const }) };
}

function estimateCells(
  { isReference, estimate }: EventTime,
  stars: readonly StarRule[],
  pValues: boolean,
  digits: number,
  language: Language,
): readonly Cell[] {
  if (isReference) {
    const word = textCell(language === 'zh' ? '基期' : 'reference', 'right');
    return [numberCell(formatFixed(0, digits)), word, blankCell(), ...(pValues ? [blankCell()] : [])];
  }
  if (estimate === undefined || estimate.omitted !== undefined || Number.isNaN(estimate.estimate)) {
    return [missingCell(), missingCell(), missingCell(), ...(pValues ? [missingCell()] : [])];
  }
  const mark = starsFor(estimate.pValue, stars);
  const [low, high] = [formatFixed(estimate.confLow, digits), formatFixed(estimate.confHigh, digits)];
  return [
    numberCell(formatFixed(estimate.estimate, digits) + mark, mark !== ''),
    numberCell(formatFixed(estimate.stdError, digits)),
    numberCell(low === '' || high === '' ? '' : `[${low}, ${high}]`),
    ...(pValues ? [numberCell(pValueText(estimate.pValue))] : []),
  ];
}

function countCells(count: SupportCount | undefined, persons: boolean): readonly Cell[] {
  if (count === undefined) return [blankCell(), blankCell()];
  const second = persons ? count.persons : count.rows;
  return [numberCell(countText(count.unitTimes)), second === undefined ? blankCell() : numberCell(countText(second))];
}

/** Rows beyond the window, never treated and always treated: their number, and what became of them. */
function otherRows(support: Support, blanks: number, persons: boolean, language: Language): readonly TableRow[] {
  const zh = language === 'zh';
  const ends = {
    bin: { en: 'in the last event time', zh: '并入末端时点' },
    drop: { en: 'left out', zh: '剔除' },
    zero: { en: 'indicators zero', zh: '虚拟变量取零' },
  } as const;
  const before = { en: 'before the window', zh: '窗口之前' };
  const after = { en: 'after the window', zh: '窗口之后' };
  const row = (label: Text, count: SupportCount, said: Text): TableRow => ({
    kind: 'footer',
    indent: 0,
    cells: [
      textCell(inLanguage(label, language)),
      ...Array.from({ length: blanks }, () => blankCell()),
      ...countCells(count, persons),
      textCell(
        [inLanguage(said, language), namesText(count, language)].filter((text) => text !== '').join(zh ? '：' : ': '),
      ),
    ],
  });
  const beyond = support.beyond.filter(({ rows }) => rows > 0);
  const always = support.alwaysTreated.rows > 0;
  return [
    { kind: 'rule', indent: 0, cells: [] },
    ...beyond.map((one) => row(one.side === 'left' ? before : after, one, ends[one.rule])),
    ...(always
      ? [
          row(
            { en: 'always treated', zh: '始终处理' },
            support.alwaysTreated,
            support.alwaysTreated.rule === 'keep' ? { en: 'kept', zh: '保留' } : { en: 'left out', zh: '剔除' },
          ),
        ]
      : []),
    row({ en: 'never treated', zh: '从未处理' }, support.neverTreated, { en: 'indicators zero', zh: '虚拟变量取零' }),
  ];
}

const MOST_NAMES = 3;

function namesText({ names = [] }: SupportCount, language: Language): string {
  if (names.length === 0 || names.length > MOST_NAMES) return '';
  return names.join(language === 'zh' ? '、' : ', ');
}

function supportNotes({ support }: EventTimes, language: Language): readonly string[] {
  if (support === undefined) return [];
  const zh = language === 'zh';
  const { offGrid, offGridRule, unidentified, unit } = support;
  const notes: string[] = [];
  if (support.rows.some(({ identification }) => identification === 'across')) {
    notes.push(
      zh
        ? `跨单位比较：模型没有${unit}或更细的固定效应，以其他单位为对照。`
        : `Across units: the model has no fixed effect of ${unit} or finer, so other units are the comparison.`,
    );
  }
  if (offGrid.length > 0) {
    const cohorts = offGrid.join(zh ? '、' : ', ');
    const rule = {
      first_treated_wave: { en: 'counted from their first treated wave', zh: '自首个处理期起算' },
      calendar: { en: 'counted from the year of adoption', zh: '自实施年份起算' },
    }[offGridRule ?? 'calendar'];
    notes.push(
      zh
        ? `在两期之间实施的队列（${cohorts}）：${rule.zh}。`
        : `Cohorts that adopted between two waves (${cohorts}): ${rule.en}.`,
    );
  }
  if (unidentified.length > 0) {
    const terms = unidentified.join(zh ? '、' : ', ');
    notes.push(zh ? `数据不能识别：${terms}。` : `Not identified by these data: ${terms}.`);
  }
  return notes;
}
