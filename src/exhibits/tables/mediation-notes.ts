/** The sentences under a table of mediations: convention, standard errors, bootstrap, stars. */
import { inLanguage, type Language } from '../../results/text.ts';
import { countText } from './cell.ts';
import { distinct } from './lookup.ts';
import { lossText } from './loss-text.ts';
import type { BoundMediation } from './mediation.ts';
import { type StarRule, starSentence } from './stars.ts';

export function mediationNotes(
  columns: readonly BoundMediation[],
  rules: readonly StarRule[],
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const stars = starSentence(rules, language);
  const spread = [zh ? 'delta法，置于括号内' : 'in brackets, delta method', ...(stars === '' ? [] : [stars])].join(
    zh ? '；' : '; ',
  );
  return [
    ...distinct(columns.map(({ result }) => inLanguage(result.convention, language))),
    `SE  ${spread}`,
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
  const causes = lossText(lost, language);
  const kept = countText(rows, ',');
  return [
    language === 'zh'
      ? `各步骤使用同一样本（${sample}中的${kept}行），未使用：${causes}。`
      : `Every step uses the same ${kept} rows of ${sample}; not used: ${causes}.`,
  ];
}
