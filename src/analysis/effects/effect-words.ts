/** Each effect in a sentence without data: English and Chinese, for `explain`; convention-text says the same of a fit. */
import type { Text } from '../../results/text.ts';
import type { CoefficientsOptions } from './coefficients.ts';
import type { ContrastsOptions } from './contrasts.ts';
import type { At } from './ground.ts';
import type { JointTestOptions } from './joint-test.ts';
import type { MarginalEffectsOptions } from './marginal-effects.ts';
import type { PredictionsOptions } from './predictions.ts';

type Both = Required<Text>;

export function coefficientWords({ exponentiate }: CoefficientsOptions): Text {
  return exponentiate
    ? { en: 'exponentiated coefficients exp(b)', zh: '指数化系数 exp(b)' }
    : { en: 'coefficients', zh: '系数' };
}

export function marginalEffectWords(options: MarginalEffectsOptions): Text {
  const { at, dummies, binary, perColumn, decompose, variables, of } = options;
  const place = placed('marginal effects', '边际效应', at);
  const changes: Both[] = perColumn
    ? [{ en: 'every design column as a continuous variable of its own', zh: '设计矩阵每一列各自视为连续变量' }]
    : [
        dummies === 'discrete'
          ? { en: 'factor levels by the difference from the reference level', zh: '分类变量取与参照水平的预测差' }
          : { en: 'factor levels by the derivative by their indicator', zh: '分类变量取对虚拟变量的导数' },
        ...(binary === 'discrete' ? [{ en: '0/1 variables by the difference', zh: '0/1 变量取预测差' }] : []),
      ];
  const split = { en: 'split into extensive and intensive margin', zh: '分解为广延边际与集约边际' };
  return joined([place, ...changes, ...only(variables, of), ...(decompose ? [split] : []), DELTA]);
}

export function predictionWords({ at, levelsOf, of }: PredictionsOptions): Text {
  const levels = levelsOf.map((name) => ({ en: `and at each level of ${name}`, zh: `并在 ${name} 的各水平处` }));
  return joined([placed('predictions', '预测值', at), ...levels, ...only(undefined, of), DELTA]);
}

export function contrastWords({ variable, pairs, scale, at, of }: ContrastsOptions): Text {
  const against: Readonly<Record<typeof pairs, Both>> = {
    all: { en: 'every pair of levels', zh: '任意两水平' },
    reference: { en: 'each level against the reference', zh: '各水平对参照水平' },
    sequential: { en: 'each level against the one before', zh: '各水平对前一水平' },
  };
  const what =
    scale === 'coefficients'
      ? { en: `differences of the coefficients of ${variable}`, zh: `${variable} 的系数之差` }
      : placed(`differences in predictions by ${variable}`, `${variable} 的预测差`, at);
  return joined([what, against[pairs], ...only(undefined, of)]);
}

export function jointTestWords({ terms, across }: JointTestOptions): Text {
  const where = across
    ? { en: 'over all equations together', zh: '跨全部方程' }
    : { en: 'in each equation', zh: '各方程分别' };
  return {
    en: `Wald test that ${terms.join(', ')} are zero together, ${where.en}`,
    zh: `Wald 联合检验：${terms.join('、')} 同时为零（${where.zh}）`,
  };
}

const DELTA: Both = { en: 'delta-method standard errors', zh: 'delta 法标准误' };

function placed(en: string, zh: string, at: At): Both {
  if (at === 'observations') return { en: `average ${en} over the rows of the equation`, zh: `方程各行的平均${zh}` };
  if (at === 'means') return { en: `${en} at the means of the covariates`, zh: `协变量均值处的${zh}` };
  const settings = [...at].map(([variable, value]) => `${variable} = ${value}`).join(', ');
  return { en: `average ${en} with ${settings}`, zh: `取 ${settings} 时的平均${zh}` };
}

function only(variables: readonly string[] | undefined, of: readonly string[] | undefined): Both[] {
  return [
    ...(variables === undefined ? [] : [{ en: `of ${variables.join(', ')} only`, zh: `仅限 ${variables.join('、')}` }]),
    ...(of === undefined ? [] : [{ en: `on ${of.join(', ')} only`, zh: `仅就 ${of.join('、')}` }]),
  ];
}

function joined(parts: readonly Both[]): Text {
  return { en: parts.map((part) => part.en).join('; '), zh: parts.map((part) => part.zh).join('；') };
}
