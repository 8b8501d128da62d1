/** Binary and fractional outcomes under logit, probit and cloglog, exact into both tails. */
import { expit, inverseMills, log1pExp, logNormalCdf, normalCdf } from '../../numerics/special.ts';
import type { Family } from './family.ts';
import type { Link } from './link.ts';
import type { RowModel } from './row-model.ts';

/** One side of a binary model at a linear predictor: log P, d log P / d eta, -d2 log P / d eta2. */
interface Side {
  logChance(eta: number): number;
  slope(eta: number): number;
  curvature(eta: number): number;
}

interface Sides {
  readonly success: Side;
  readonly failure: Side;
  chance(eta: number): number;
  /** 1 - chance, without cancellation */
  complement(eta: number): number;
  expected(eta: number): number;
}

/** y log P + (1 - y) log(1 - P) from its two sides; null for a link that has none here. y in [0, 1]. */
export function binaryModel(family: Family, link: Link): RowModel | null {
  const sides = SIDES[link.name];
  if (sides === undefined) return null;
  const { success, failure, chance, complement, expected } = sides;
  const saturated = (y: number): number => (y === 0 || y === 1 ? 0 : family.kernel(y, y));
  const logLikelihood = (y: number, eta: number): number =>
    (y === 0 ? 0 : y * success.logChance(eta)) + (y === 1 ? 0 : (1 - y) * failure.logChance(eta));
  return {
    family,
    link,
    expected,
    fill(outcome, eta, { logLik, score, observed }) {
      for (let i = 0; i < outcome.length; i++) {
        const y = outcome[i]!;
        const at = eta[i]!;
        logLik[i] = logLikelihood(y, at);
        let slope = 0;
        let curvature = 0;
        if (y !== 0) {
          slope += y * success.slope(at);
          curvature += y * success.curvature(at);
        }
        if (y !== 1) {
          slope += (1 - y) * failure.slope(at);
          curvature += (1 - y) * failure.curvature(at);
        }
        score[i] = slope;
        observed[i] = curvature;
        if (!Number.isFinite(logLik[i]!)) return false;
      }
      return true;
    },
    residual: (y, eta) => y * complement(eta) - (1 - y) * chance(eta),
    pearson(y, eta) {
      const p = chance(eta);
      const q = complement(eta);
      if (y === 1) return q / p;
      if (y === 0) return p / q;
      return (y * q - (1 - y) * p) ** 2 / (p * q);
    },
    deviance: (y, eta) => 2 * (saturated(y) - logLikelihood(y, eta)),
  };
}

const logitSides: Sides = {
  success: { logChance: (eta) => -log1pExp(-eta), slope: (eta) => expit(-eta), curvature: logisticVariance },
  failure: { logChance: (eta) => -log1pExp(eta), slope: (eta) => -expit(eta), curvature: logisticVariance },
  chance: expit,
  complement: (eta) => expit(-eta),
  expected: logisticVariance,
};

function logisticVariance(eta: number): number {
  return expit(eta) * expit(-eta);
}

/** With m the inverse Mills ratio phi/Phi: d log Phi = m, -d2 log Phi = m (m + eta) (Greene 2018, section 17.3). */
const probitSides: Sides = {
  success: { logChance: logNormalCdf, slope: inverseMills, curvature: millsCurvature },
  failure: {
    logChance: (eta) => logNormalCdf(-eta),
    slope: (eta) => -inverseMills(-eta),
    curvature: (eta) => millsCurvature(-eta),
  },
  chance: normalCdf,
  complement: (eta) => normalCdf(-eta),
  expected: (eta) => inverseMills(eta) * inverseMills(-eta),
};

function millsCurvature(eta: number): number {
  const mills = inverseMills(eta);
  return mills * (mills + eta);
}

/** With t = exp(eta) and r = t / (exp(t) - 1): P = 1 - exp(-t), d log P = r, -d2 log P = r (t + r - 1). */
const cloglogSides: Sides = {
  success: {
    logChance: (eta) => logComplement(Math.exp(eta)),
    slope: cloglogSlope,
    curvature: (eta) => cloglogSlope(eta) * cloglogExcess(Math.exp(eta)),
  },
  failure: {
    logChance: (eta) => -Math.exp(eta),
    slope: (eta) => -Math.exp(eta),
    curvature: Math.exp,
  },
  chance: (eta) => -Math.expm1(-Math.exp(eta)),
  complement: (eta) => Math.exp(-Math.exp(eta)),
  expected: (eta) => (eta > 7 ? 0 : Math.exp(eta) * cloglogSlope(eta)),
};

function cloglogSlope(eta: number): number {
  const t = Math.exp(eta);
  if (t < 1e-300) return 1;
  return t > 700 ? 0 : t / Math.expm1(t);
}

/** log(1 - exp(-t)), by the form that does not cancel (Maechler 2012). */
function logComplement(t: number): number {
  return t < Math.LN2 ? Math.log(-Math.expm1(-t)) : Math.log1p(-Math.exp(-t));
}

/** t + r - 1, by its series t/2 + t^2/12 where the difference would cancel. */
function cloglogExcess(t: number): number {
  return t < 1e-3 ? t / 2 + (t * t) / 12 : t + (t > 700 ? 0 : t / Math.expm1(t)) - 1;
}

const SIDES: Readonly<Partial<Record<Link['name'], Sides>>> = {
  logit: logitSides,
  probit: probitSides,
  cloglog: cloglogSides,
};
