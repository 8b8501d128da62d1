/** How the standard errors were computed, in words. */
import type { EffectResult, VcovConvention } from '../../results/estimates.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { countText } from './cell.ts';
import { enumerated } from './label.ts';

/** Whose defaults a preset follows. */
const PROGRAMS: Readonly<Record<string, string>> = { stata: 'Stata', sandwich: 'sandwich (R)', fixest: 'fixest (R)' };

const KINDS: Readonly<Record<string, Text>> = {
  robust: { en: 'robust', zh: '稳健标准误' },
  hc0: { en: 'HC0', zh: 'HC0稳健标准误' },
  hc1: { en: 'HC1', zh: 'HC1稳健标准误' },
  hc2: { en: 'HC2', zh: 'HC2稳健标准误' },
  hc3: { en: 'HC3', zh: 'HC3稳健标准误' },
  cr2: { en: 'CR2', zh: 'CR2稳健标准误' },
  jackknife: { en: 'jackknife', zh: '刀切法' },
};

/** `observed information, delta method; normal distribution`; clusters with their number, factors with their formula. */
export function vcovSentence(vcov: VcovConvention, effect: EffectResult, language: Language): string {
  const zh = language === 'zh';
  const parts = [kindText(vcov, zh, language)];
  if (vcov.factor !== 1 && vcov.factorFormula !== '') {
    parts.push(zh ? `小样本因子${vcov.factorFormula}` : `small-sample factor ${vcov.factorFormula}`);
  }
  if (vcov.kind !== 'model' && vcov.preset !== '' && vcov.preset !== 'none') {
    const program = PROGRAMS[vcov.preset] ?? vcov.preset;
    parts.push(zh ? `按${program}惯例` : `as in ${program}`);
  }
  // most effects say so themselves
  const said = /delta/i.test(inLanguage(effect.convention, language));
  if (effect.effect !== 'coefficients' && !said) parts.push(zh ? 'delta法' : 'delta method');
  parts.push(distributionText(vcov, zh));
  return [...parts, ...vcov.notes.map((note) => inLanguage(note, language))].join(zh ? '，' : ', ');
}

function kindText(vcov: VcovConvention, zh: boolean, language: Language): string {
  if (vcov.clusters.length > 0) {
    const groups = vcov.clusters.map(({ variable, groups }) =>
      zh ? `${variable}（${groups}组）` : `${variable} (${countText(groups, ',')} groups)`,
    );
    return zh ? `按${enumerated(groups, language)}聚类` : `clustered by ${enumerated(groups, language)}`;
  }
  if (vcov.kind !== 'model') {
    const name = KINDS[vcov.kind];
    return name === undefined ? vcov.kind : inLanguage(name, language);
  }
  if (vcov.bread === 'observed') return zh ? '观测信息矩阵' : 'observed information';
  return zh ? '期望信息矩阵' : 'expected information';
}

function distributionText(vcov: VcovConvention, zh: boolean): string {
  if (vcov.distribution === 'normal') return zh ? '正态分布' : 'normal distribution';
  const df = vcov.df === undefined ? '' : countText(vcov.df);
  return zh ? `t分布（自由度${df}）` : `t distribution with ${df} degrees of freedom`;
}
