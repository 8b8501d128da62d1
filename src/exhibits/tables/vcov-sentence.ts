/** How the standard errors were computed, in words. */
import type { EffectResult, VcovConvention } from '../../results/estimates.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { countText } from './cell.ts';
import { enumerated } from './label.ts';

/** `observed information, delta method; normal distribution`; clusters with their number, factors with their formula. */
export function vcovSentence(vcov: VcovConvention, effect: EffectResult, language: Language): string {
  const zh = language === 'zh';
  const parts = [kindText(vcov, zh, language)];
  if (vcov.factor !== 1 && vcov.factorFormula !== '') {
    parts.push(zh ? `小样本因子${vcov.factorFormula}` : `small-sample factor ${vcov.factorFormula}`);
  }
  if (vcov.kind !== 'model' && vcov.preset !== '' && vcov.preset !== 'none') {
    parts.push(zh ? `按${vcov.preset}惯例` : `as in ${vcov.preset}`);
  }
  // most effects say so themselves
  const said = /delta/i.test(inLanguage(effect.convention, language));
  if (effect.effect !== 'coefficients' && !said) parts.push(zh ? 'delta法' : 'delta method');
  parts.push(distributionText(vcov, zh));
  return [...parts, ...vcov.notes].join(zh ? '，' : ', ');
}

function kindText(vcov: VcovConvention, zh: boolean, language: Language): string {
  if (vcov.clusters.length > 0) {
    const groups = vcov.clusters.map(({ variable, groups }) =>
      zh ? `${variable}（${groups}组）` : `${variable} (${countText(groups, ',')} groups)`,
    );
    return zh ? `按${enumerated(groups, language)}聚类` : `clustered by ${enumerated(groups, language)}`;
  }
  if (vcov.kind !== 'model') return zh ? `${vcov.kind}稳健` : vcov.kind;
  if (vcov.bread === 'observed') return zh ? '观测信息矩阵' : 'observed information';
  return zh ? '期望信息矩阵' : 'expected information';
}

function distributionText(vcov: VcovConvention, zh: boolean): string {
  if (vcov.distribution === 'normal') return zh ? '正态分布' : 'normal distribution';
  const df = vcov.df === undefined ? '' : countText(vcov.df);
  return zh ? `t分布（自由度${df}）` : `t distribution with ${df} degrees of freedom`;
}
