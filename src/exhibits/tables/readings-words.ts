/** The words of the tables of readings, in both languages. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { FocalSummary, ReadingsResult } from '../../results/readings.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { enumerated } from './label.ts';

type Verdict = 'found' | 'open' | 'out' | 'none';

export interface ReadingsWords {
  readonly settled: string;
  readonly most: string;
  readonly rank: string;
  readonly says: string;
  readonly met: string;
  readonly ratio: string;
  readonly rms: string;
  readonly meanSquaredZ: string;
  readonly signTest: string;
  readonly worst: string;
  readonly failed: string;
  readonly estimate: string;
  readonly interval: string;
  of(met: number, judged: number): string;
  ranking(judged: number): string;
  verdict(verdict: Verdict): string;
  /** what is found and what stays open, in one sentence */
  conclusion(result: ReadingsResult): string;
  /** how cells are judged and readings ranked */
  rule(result: ReadingsResult): readonly string[];
  summary(summary: FocalSummary, digits: number): readonly string[];
}

export function readingsWords(language: Language): ReadingsWords {
  return language === 'zh' ? CHINESE : ENGLISH;
}

const ENGLISH: ReadingsWords = {
  settled: 'what the printed numbers settle',
  most: 'most cells met',
  rank: 'rank',
  says: 'says',
  met: 'met',
  ratio: 'ratio',
  rms: 'rms',
  meanSquaredZ: 'z²',
  signTest: '1st:it',
  worst: 'worst',
  failed: 'not estimated, see below',
  estimate: 'estimate (SE)',
  interval: 'CI',
  of: (met, judged) => `${met} of ${judged}`,
  ranking: (judged) => `readings by how many of ${judged} printed cells each reproduces`,
  verdict: (verdict) =>
    ({ found: 'found', open: 'open', out: 'reproduces fewer', none: 'nothing is reproduced' })[verdict],
  conclusion: (result) => {
    if (!result.readings.some(({ met }) => met > 0))
      return 'No reading reproduces a single cell: none of these is what was done, or the data are others.';
    const parts = conclusionParts(result, 'en');
    const found = parts.found.map(({ choice, left }) => `${choice}: ${left.join('')}`);
    const open = parts.open.map(({ choice, left }) => `${choice} (${enumerated(left, 'en')} cannot be told apart)`);
    return [
      ...(found.length > 0 ? [`Found: ${found.join('; ')}.`] : []),
      ...(open.length > 0 ? [`Open: ${open.join('; ')}.`] : []),
    ].join(' ');
  },
  rule(result) {
    const same = result.data === 'same';
    const judged = same
      ? "A cell is met when its estimate and its standard error agree with the printed ones within rounding: the data are taken as the paper's own (--sample redrawn if they are not)."
      : "The data are not the paper's own: estimates can only be within sampling error, and the standard errors, which hardly vary from draw to draw, carry the evidence. A cell is met when its estimate is within two printed standard errors, or rounding, and its standard error within the tolerance.";
    const alike = same
      ? '= marks readings that meet as many cells as the first.'
      : '= marks readings that cannot be told apart from the first: an exact sign test of the cells that only one of the two meets (1st:it) gives P(X ≥ those of the first) above 0.05, and no cell that the first meets is missed by more than three times what is allowed (worst). Cells of a column move together, so the sign test rejects too easily; the counts are shown.';
    return [
      judged,
      ...(same ? [] : tolerancesText(result, 'en')),
      'Ranked by cells met; ties by the root mean square of the log ratios of standard errors (rms; 0 inside rounding), then by the mean of z², (ours - printed) / printed SE; then as declared: one rule for every reading. Ratio: geometric mean of our standard errors over the printed ones.',
      alike,
      ...skippedText(result, 'en'),
      ...(result.excluded > 0
        ? [`${result.excluded} ${result.excluded === 1 ? 'combination is' : 'combinations are'} excluded as declared.`]
        : []),
    ];
  },
  summary: (one, digits) => [
    `Printed ${one.printed}${unitText(one.unit, 'en')}. ${one.readings} readings: positive in ${share(one.positive, one.readings)}, p < 0.05 in ${share(one.significant, one.readings)}; median ${formatFixed(one.median, digits)}, from ${formatFixed(one.low, digits)} to ${formatFixed(one.high, digits)}.`,
    ...(one.otherUnits > 0
      ? [`${one.otherUnits} ${one.otherUnits === 1 ? 'reading is' : 'readings are'} in another unit and not counted.`]
      : []),
  ],
};

const CHINESE: ReadingsWords = {
  settled: '已发表数字能确定什么',
  most: '最多一致单元',
  rank: '名次',
  says: '结论',
  met: '一致',
  ratio: '标准误比',
  rms: '均方根',
  meanSquaredZ: 'z²',
  signTest: '首:本',
  worst: '最差',
  failed: '未能估计，见下',
  estimate: '估计值（标准误）',
  interval: '置信区间',
  of: (met, judged) => `${met}/${judged}`,
  ranking: (judged) => `各种解读与${judged}个已发表单元的一致程度`,
  verdict: (verdict) => ({ found: '确定', open: '无法区分', out: '一致较少', none: '无一致单元' })[verdict],
  conclusion: (result) => {
    if (!result.readings.some(({ met }) => met > 0))
      return '没有任何解读能再现任何单元：实际做法不在其中，或数据不同。';
    const parts = conclusionParts(result, 'zh');
    const found = parts.found.map(({ choice, left }) => `${choice}：${left.join('')}`);
    const open = parts.open.map(({ choice, left }) => `${choice}（${enumerated(left, 'zh')}无法区分）`);
    return [
      ...(found.length > 0 ? [`确定：${found.join('；')}。`] : []),
      ...(open.length > 0 ? [`未定：${open.join('；')}。`] : []),
    ].join('');
  },
  rule(result) {
    const same = result.data === 'same';
    return [
      same
        ? '单元一致：估计值与标准误均在舍入误差内（视为论文所用数据；否则用 --sample redrawn）。'
        : '数据并非论文所用数据，估计值只能在抽样误差内一致；标准误在不同样本间变化很小，是主要依据。单元一致：估计值相差不超过两个已发表标准误或舍入误差，且标准误在容许范围内。',
      ...(same ? [] : tolerancesText(result, 'zh')),
      '按一致单元数排序；相同时按标准误对数比的均方根（舍入误差内为0），再按z²均值（本次减已发表，除以已发表标准误），最后按声明次序。所有解读适用同一规则。标准误比为本次与已发表之比的几何平均。',
      same
        ? '= 表示一致单元数与首位相同。'
        : '= 表示与首位无法区分：对仅其中一方一致的单元（首:本）作精确符号检验，P值大于0.05，且首位一致的单元无一超出容许范围三倍（最差）。同列单元相关，符号检验易于拒绝；计数已列出。',
      ...skippedText(result, 'zh'),
      ...(result.excluded > 0 ? [`按声明排除${result.excluded}种组合。`] : []),
    ];
  },
  summary: (one, digits) => [
    `已发表 ${one.printed}${unitText(one.unit, 'zh')}。${one.readings}种解读：为正${share(one.positive, one.readings)}，p < 0.05 ${share(one.significant, one.readings)}；中位数${formatFixed(one.median, digits)}，范围${formatFixed(one.low, digits)}至${formatFixed(one.high, digits)}。`,
    ...(one.otherUnits > 0 ? [`另有${one.otherUnits}种解读单位不同，未计入。`] : []),
  ],
};

function conclusionParts({ choices, verdicts }: ReadingsResult, language: Language) {
  const parts = choices.map(({ name, label, alternatives }) => {
    const { left } = verdicts.find(({ choice }) => choice === name)!;
    const shown = left.map((one) => inLanguage(alternatives.find((other) => other.name === one)!.label, language));
    return { choice: inLanguage(label, language), left: shown };
  });
  return { found: parts.filter(({ left }) => left.length === 1), open: parts.filter(({ left }) => left.length !== 1) };
}

function tolerancesText({ tolerances }: ReadingsResult, language: Language): readonly string[] {
  return tolerances.map(({ cells, stdError, because }) =>
    language === 'zh'
      ? `${cells.join('、')}：标准误容许相差${percent(stdError)}；${inLanguage(because, 'zh')}。`
      : `Tolerance of standard errors ${percent(stdError)} for ${cells.join(', ')}: ${inLanguage(because, 'en')}.`,
  );
}

/** Skipped cells by reason, those that no reading has by their number. */
function skippedText({ skipped }: ReadingsResult, language: Language): readonly string[] {
  const reasons = [...new Set(skipped.map(({ why }) => why))];
  return reasons.map((why) => {
    const cells = skipped.filter((one) => one.why === why).map(({ cell }) => cell);
    const named = cells.length <= 4 ? cells.join(', ') : `${cells.slice(0, 3).join(', ')}, …`;
    return language === 'zh'
      ? `未判断${cells.length}个单元（${SKIPPED_ZH[why] ?? why}）：${named}。`
      : `${cells.length} ${cells.length === 1 ? 'cell is' : 'cells are'} not judged, ${why}: ${named}.`;
  });
}

const SKIPPED_ZH: Readonly<Record<string, string>> = {
  'printed standard error rounds to zero': '已发表标准误舍入为零',
  'no reading has this number': '没有解读给出该数',
};

function unitText(unit: Text | undefined, language: Language): string {
  if (unit === undefined) return '';
  return language === 'zh' ? `（${inLanguage(unit, language)}）` : ` (${inLanguage(unit, language)})`;
}

function share(count: number, of: number): string {
  return `${count} (${of === 0 ? '–' : `${formatFixed((100 * count) / of, 0)} %`})`;
}

function percent(value: number): string {
  return `${Number((100 * value).toPrecision(6))} %`;
}
