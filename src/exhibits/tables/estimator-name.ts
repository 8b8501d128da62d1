/** What an estimator is called at the head of a column. */
import type { Language } from '../../results/text.ts';

const ZH: Readonly<Record<string, string>> = {
  OLS: '最小二乘',
  probit: 'Probit',
  logit: 'Logit',
  gamma: '伽马回归',
  Gaussian: '高斯回归',
  Poisson: '泊松回归',
  'fractional logit': '分数logit',
  'conditional logit': '条件logit',
  'random-intercept logit': '随机截距logit',
  'random-intercept probit': '随机截距probit',
  cloglog: '互补双对数',
};

const LINKS_ZH: Readonly<Record<string, string>> = { identity: '恒等连接', log: '对数连接' };

/** `gamma (log link)`; an estimator without a Chinese name keeps its own. */
export function estimatorName(name: string, language: Language): string {
  if (language === 'en') return name;
  const [, base, link] = /^(.*?)(?: \((\w+) link\))?$/.exec(name)!;
  const known = ZH[base!] ?? base!;
  return link === undefined ? known : `${known}（${LINKS_ZH[link] ?? link}）`;
}
