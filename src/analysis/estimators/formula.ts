/** What an equation says of its outcome, as a formula for readers: family, link, and what is conditioned on. */
import type { EquationFormula, FormulaOutcome } from './estimator.ts';
import type { FamilyName } from './family.ts';
import type { LinkName } from './link.ts';

const INVERSE: Readonly<Record<LinkName, string>> = {
  identity: 'xb',
  log: 'exp(xb)',
  logit: '1 / (1 + exp(-xb))',
  probit: 'Phi(xb)',
  cloglog: '1 - exp(-exp(xb))',
};

/** the variance as a function of the mean m, where the family is not its own name for it */
const VARIANCE: Readonly<Record<FamilyName, string | undefined>> = {
  gaussian: 'phi',
  bernoulli: undefined,
  poisson: 'm',
  gamma: 'phi m^2',
  inverse_gaussian: 'phi m^3',
};

/** `Pr(y = 1) = Phi(xb)`; `m = E(y) = exp(xb), Var(y) = phi m^2`; a share has a mean and no probability. */
export function glmFormula(estimator: string, family: FamilyName, link: LinkName, share: boolean): EquationFormula {
  const variance = VARIANCE[family];
  return {
    estimator,
    link,
    ...(family === 'bernoulli' && !share && { chance: true as const }),
    write(outcome) {
      if (family === 'bernoulli' && !share) return `${chance(outcome)} = ${INVERSE[link]}`;
      const mean = `${expected(outcome)} = ${INVERSE[link]}`;
      if (variance === undefined) return mean;
      return `${variance.includes('m') ? 'm = ' : ''}${mean}, ${moment('Var', outcome)} = ${variance}`;
    },
  };
}

/** `Pr(y = 1 | u) = Phi(xb + u), u ~ N(0, sigma^2) per person_id`. */
export function randomInterceptFormula(estimator: string, link: 'logit' | 'probit', group: string): EquationFormula {
  return {
    estimator,
    link,
    chance: true,
    group,
    write(outcome) {
      const given = outcome.given === undefined ? 'u' : `${outcome.given}, u`;
      const curve = link === 'probit' ? 'Phi(xb + u)' : '1 / (1 + exp(-xb - u))';
      return `${chance({ ...outcome, given })} = ${curve}, u ~ N(0, sigma^2) per ${group}`;
    },
  };
}

/** `Pr(y = 1 | a) = 1 / (1 + exp(-xb - a))` with an effect a per group that the likelihood conditions out. */
export function conditionalLogitFormula(estimator: string, group: string): EquationFormula {
  return {
    estimator,
    link: 'logit',
    chance: true,
    group,
    conditioned: true,
    write(outcome) {
      const given = outcome.given === undefined ? 'a' : `${outcome.given}, a`;
      const out = `a free per ${group}, conditioned out by its sum of ${outcome.name}`;
      return `${chance({ ...outcome, given })} = 1 / (1 + exp(-xb - a)), ${out}`;
    },
  };
}

/** `E(y) = xb`; with `retransformed` y is a logarithm whose means are reported on the original scale. */
export function leastSquaresFormula(estimator: string, retransformed: boolean): EquationFormula {
  return {
    estimator,
    link: 'identity',
    ...(retransformed && { retransformed: true as const }),
    write(outcome) {
      const mean = `${expected(outcome)} = xb`;
      return retransformed ? `${mean}, means of exp(${outcome.name}) = exp(xb) x mean of exp(residual)` : mean;
    },
  };
}

function chance(outcome: FormulaOutcome): string {
  return moment('Pr', { ...outcome, name: outcome.event ?? `${outcome.name} = 1` });
}

function expected(outcome: FormulaOutcome): string {
  return moment('E', outcome);
}

function moment(of: string, { name, given }: FormulaOutcome): string {
  return given === undefined ? `${of}(${name})` : `${of}(${name} | ${given})`;
}
