/** The sentences under a table of mediations: convention, standard errors, bootstrap, stars. */
import { inLanguage, type Language } from '../../results/text.ts';
import { countText } from './cell.ts';
import { distinct } from './lookup.ts';
import type { BoundMediation } from './mediation.ts';
import { type StarRule, starSentence } from './stars.ts';

export function mediationNotes(
  columns: readonly BoundMediation[],
  rules: readonly StarRule[],
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const stars = starSentence(rules, language);
  const stacked = columns.some(({ quantities }) =>
    quantities.some(({ covariance }) => covariance === 'stacked scores'),
  );
  const joint = columns.some(({ quantities }) => quantities.some(({ covariance }) => covariance === 'joint'));
  const kinds = [
    ...(stacked ? [zh ? '各方程得分叠加的联合协方差' : 'joint covariance of the stacked equations'] : []),
    ...(joint ? [zh ? '各方程误差的联合协方差' : 'joint covariance through the residuals'] : []),
  ];
  const spread = [...kinds, zh ? 'delta法' : 'delta method', ...(stars === '' ? [] : [stars])].join(zh ? '；' : '; ');
  const sobel = columns.some(({ quantities }) => quantities.some((one) => one.sobel !== undefined));
  return [
    ...distinct(columns.map(({ result }) => inLanguage(result.convention, language))),
    `SE  ${spread}`,
    ...(sobel
      ? [
          zh
            ? 'Sobel检验把a与b视为独立：方差为b²Var(a)+a²Var(b)。'
            : 'Sobel: a and b taken as independent, variance b² var(a) + a² var(b).',
        ]
      : []),
    ...distinct(columns.flatMap(({ result }) => bootstrapText(result, language))),
    ...distinct(columns.flatMap(({ result }) => lostText(result, language))),
  ];
}

/** `Bootstrap: 500 resamples of person (4,730 units), 1 failed, seed 7.` */
function bootstrapText({ bootstrap }: BoundMediation['result'], language: Language): readonly string[] {
  if (bootstrap === undefined) return [];
  const { resample, units, draws, failed, seed } = bootstrap;
  const size = countText(units, ',');
  if (language === 'zh') {
    const start = seed === undefined ? '' : `，种子${seed}`;
    return [`自助法：以${resample}为单位（${size}个）重抽样${draws}次，失败${failed}次${start}。`];
  }
  const start = seed === undefined ? '' : `, seed ${seed}`;
  return [`Bootstrap: ${draws} resamples of ${resample} (${size} units), ${failed} failed${start}.`];
}

function lostText({ lost, rows, sample }: BoundMediation['result'], language: Language): readonly string[] {
  if (lost.length === 0) return [];
  const causes = lost.map((one) => `${countText(one.rows, ',')} ${one.reason}`);
  const kept = countText(rows, ',');
  return [
    language === 'zh'
      ? `各步骤使用同一样本（${sample}中的${kept}行），未使用：${causes.join('、')}。`
      : `Every step uses the same ${kept} rows of ${sample}; not used: ${causes.join(', ')}.`,
  ];
}
