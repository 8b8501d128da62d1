/** Each covariance in a sentence without data: English and Chinese, for `explain`. */
import type { Text } from '../../results/text.ts';
import type { ClusterOptions } from './cluster-vcov.ts';
import type { JackknifeOptions } from './jackknife-vcov.ts';
import type { ModelVcovOptions } from './model-vcov.ts';
import { type Bread, breadOf, type Distribution, type Preset } from './presets.ts';
import type { HcKind, HcOptions, RobustOptions } from './robust-vcov.ts';

type Both = Required<Text>;

export function modelWords({ preset, information, distribution }: ModelVcovOptions): Text {
  const bread = breadText(information ?? breadOf(preset));
  return joined([
    {
      en: `model-based: inverse ${bread.en} information times the dispersion`,
      zh: `基于模型：${bread.zh}信息阵之逆乘以离散参数`,
    },
    testText(distribution),
  ]);
}

export function robustWords({ preset, bread, factor, distribution }: RobustOptions): Text {
  const said = sandwichText('heteroskedasticity-robust', '异方差稳健', bread ?? breadOf(preset));
  return joined([said, factorText(factor && ROBUST_FACTORS[factor], preset), testText(distribution)]);
}

export function hcWords(kind: HcKind, { preset, bread, distribution }: HcOptions): Text {
  const said = sandwichText(kind.toUpperCase(), kind.toUpperCase(), bread ?? breadOf(preset));
  return joined([said, HC_FORMULAS[kind], testText(distribution)]);
}

export function clusterWords({ by, preset, bread, factor, distribution }: ClusterOptions): Text {
  const [en, zh] = [by.join(' and by '), by.join('、')];
  const said = sandwichText(`clustered by ${en}`, `按 ${zh} 聚类`, bread ?? breadOf(preset));
  return joined([said, factorText(factor && CLUSTER_FACTORS[factor], preset), testText(distribution)]);
}

export function cr2Words(by: string): Text {
  return {
    en: `clustered by ${by}, bias-reduced (CR2), t with Satterthwaite degrees of freedom per coefficient`,
    zh: `按 ${by} 聚类，偏差校正（CR2），各系数采用 Satterthwaite 自由度的 t 分布`,
  };
}

export function jackknifeWords({ by, centre, distribution }: JackknifeOptions): Text {
  const around = centre === 'estimate' ? { en: 'the estimate', zh: '原估计值' } : { en: 'their mean', zh: '其均值' };
  return joined([
    {
      en: `jackknife: refitted without each ${by} in turn, spread around ${around.en}`,
      zh: `刀切法：逐一剔除每个 ${by} 重新估计，围绕${around.zh}`,
    },
    testText(distribution),
  ]);
}

const ROBUST_FACTORS = { none: 'none', n: 'n/(n-1)', hc1: 'n/(n-k)' } as const;
const CLUSTER_FACTORS = { none: 'none', g: 'G/(G-1)', cr1: 'G/(G-1) x (n-1)/(n-k)' } as const;

const HC_FORMULAS: Readonly<Record<HcKind, Both>> = {
  hc0: { en: 'no small-sample factor', zh: '无小样本校正' },
  hc1: { en: 'small-sample factor n/(n-k)', zh: '小样本校正 n/(n-k)' },
  hc2: { en: 'residuals over the root of one minus leverage', zh: '残差除以 1 - 杠杆值的平方根' },
  hc3: { en: 'residuals over one minus leverage', zh: '残差除以 1 - 杠杆值' },
};

function sandwichText(en: string, zh: string, bread: Bread): Both {
  const said = breadText(bread);
  return { en: `${en} sandwich with the ${said.en} information`, zh: `${zh}三明治估计（${said.zh}信息阵）` };
}

function breadText(bread: Bread): Both {
  return bread === 'observed' ? { en: 'observed', zh: '观测' } : { en: 'expected', zh: '期望' };
}

function factorText(factor: string | undefined, preset: Preset): Both {
  if (factor !== undefined) return { en: `small-sample factor ${factor}`, zh: `小样本校正 ${factor}` };
  if (preset === 'none') return { en: 'no small-sample factor', zh: '无小样本校正' };
  return { en: `small-sample factor as in ${preset}`, zh: `小样本校正同 ${preset}` };
}

function testText(distribution: Distribution | undefined): Both {
  if (distribution === 't') return { en: 'tests by the t distribution', zh: 't 检验' };
  if (distribution === 'normal') return { en: 'tests by the normal distribution', zh: '正态检验' };
  return { en: 'tests by the normal distribution, by t after least squares', zh: '正态检验（最小二乘为 t 检验）' };
}

function joined(parts: readonly Both[]): Text {
  return { en: parts.map((part) => part.en).join('; '), zh: parts.map((part) => part.zh).join('；') };
}
