/** Expected outcomes after a random-intercept model: integrated over the intercept, at zero, and the linear index. */
import type { BinaryLink } from '../../numerics/binary-rows.ts';
import { integratedMean } from '../../numerics/integrated-mean.ts';
import type { Equation } from '../design/design.ts';
import type { Expectation } from './estimator.ts';
import { LINKS } from './link.ts';

/**
 * Three expectations over equations 0 (the outcome's) and 1 (log sigma): the outcome's own name for the probability integrated
 * over the intercept, whose derivatives by log sigma enter every delta method (Stata: predict, pr), and, when named,
 * `<outcome>.u0` with the intercept at zero (predict, pu0) and `<outcome>.xb` (predict, xb).
 */
export function randomInterceptExpectations(equation: Equation, link: BinaryLink, group: string): Expectation[] {
  return [integrated(equation, link, group), ...indexExpectations(equation, link, group)];
}

function integrated({ name, label }: Equation, link: BinaryLink, group: string): Expectation {
  return {
    name,
    label,
    unit: 'probability',
    assumption: {
      en: `probabilities are averaged over the normal random intercept of ${group}, whose standard deviation is estimated too`,
      zh: `概率对 ${group} 的正态随机截距取平均，其标准差的估计误差一并计入`,
    },
    equations: [0, 1],
    over: 0,
    evaluate([eta, logSigma]) {
      const { mean, byEta, byLogSigma, byEtaEta, byEtaLogSigma, byLogSigmaLogSigma } = integratedMean(
        link,
        eta!,
        logSigma!,
      );
      return {
        mean,
        gradient: [byEta, byLogSigma],
        hessian: [
          [byEtaEta, byEtaLogSigma],
          [byEtaLogSigma, byLogSigmaLogSigma],
        ],
      };
    },
  };
}

/** `<outcome>.u0` and `<outcome>.xb`, of the first equation alone, reported when named. */
export function indexExpectations({ name, label }: Equation, linkName: BinaryLink, group: string): Expectation[] {
  const link = LINKS[linkName];
  const shared = { equations: [0], over: 0, optional: true } as const;
  return [
    {
      ...shared,
      name: `${name}.u0`,
      label: { en: `${label.en} (effect of ${group} at zero)`, zh: `${label.zh ?? label.en}（${group} 效应取零）` },
      unit: 'probability',
      assumption: {
        en: `the effect of ${group} is set to zero for everybody`,
        zh: `所有 ${group} 的效应均取零`,
      },
      evaluate([eta]) {
        const mean = eta!.map(link.inverse);
        return {
          mean,
          gradient: [eta!.map((value, i) => link.first(value, mean[i]!))],
          hessian: [[eta!.map((value, i) => link.second(value, mean[i]!))]],
        };
      },
    },
    {
      ...shared,
      name: `${name}.xb`,
      label: { en: `${label.en} (linear index)`, zh: `${label.zh ?? label.en}（线性指数）` },
      unit: `${linkName} index`,
      evaluate([eta]) {
        return {
          mean: eta!,
          gradient: [new Float64Array(eta!.length).fill(1)],
          hessian: [[new Float64Array(eta!.length)]],
        };
      },
    },
  ];
}
