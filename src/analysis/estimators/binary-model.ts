/** Binary and fractional outcomes under logit, probit and cloglog, exact into both tails. */
import { expit, fillNormalSide, inverseMills, log1pExp, type NormalSide, normalCdf } from '../../numerics/special.ts';
import type { Family } from './family.ts';
import type { Link } from './link.ts';
import type { RowModel } from './row-model.ts';

/** log P, d log P / d eta and -d2 log P / d eta2 of one side of a binary model. */
interface SideValues {
  logChance: number;
  slope: number;
  curvature: number;
}

type Side = (eta: number, into: SideValues) => void;

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
  const side: SideValues = { logChance: 0, slope: 0, curvature: 0 };
  const logLikelihood = (y: number, eta: number): number => {
    let logLik = 0;
    if (y !== 0) {
      success(eta, side);
      logLik += y * side.logChance;
    }
    if (y !== 1) {
      failure(eta, side);
      logLik += (1 - y) * side.logChance;
    }
    return logLik;
  };
  return {
    family,
    link,
    expected,
    fill(outcome, eta, { logLik, score, observed }) {
      for (let i = 0; i < outcome.length; i++) {
        const y = outcome[i]!;
        const at = eta[i]!;
        let logChance = 0;
        let slope = 0;
        let curvature = 0;
        if (y !== 0) {
          success(at, side);
          logChance += y * side.logChance;
          slope += y * side.slope;
          curvature += y * side.curvature;
        }
        if (y !== 1) {
          failure(at, side);
          logChance += (1 - y) * side.logChance;
          slope += (1 - y) * side.slope;
          curvature += (1 - y) * side.curvature;
        }
        logLik[i] = logChance;
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
  success(eta, into) {
    into.logChance = -log1pExp(-eta);
    into.slope = expit(-eta);
    into.curvature = expit(eta) * into.slope;
  },
  failure(eta, into) {
    into.logChance = -log1pExp(eta);
    into.slope = -expit(eta);
    into.curvature = -into.slope * expit(-eta);
  },
  chance: expit,
  complement: (eta) => expit(-eta),
  expected: (eta) => expit(eta) * expit(-eta),
};

/** With m the inverse Mills ratio phi/Phi: d log Phi = m, -d2 log Phi = m (m + eta) (Greene 2018, section 17.3). */
const probitSides: Sides = {
  success: probitSide,
  failure(eta, into) {
    probitSide(-eta, into);
    into.slope = -into.slope;
  },
  chance: normalCdf,
  complement: (eta) => normalCdf(-eta),
  expected: (eta) => inverseMills(eta) * inverseMills(-eta),
};

const normalSide: NormalSide = { logCdf: 0, mills: 0 };

function probitSide(eta: number, into: SideValues): void {
  fillNormalSide(eta, normalSide);
  const { logCdf, mills } = normalSide;
  into.logChance = logCdf;
  into.slope = mills;
  into.curvature = mills * (mills + eta);
}

/** With t = exp(eta) and r = t / (exp(t) - 1): P = 1 - exp(-t), d log P = r, -d2 log P = r (t + r - 1). */
const cloglogSides: Sides = {
  success(eta, into) {
    const t = Math.exp(eta);
    into.logChance = logComplement(t);
    into.slope = cloglogSlope(eta);
    into.curvature = into.slope * cloglogExcess(t);
  },
  failure(eta, into) {
    const t = Math.exp(eta);
    into.logChance = -t;
    into.slope = -t;
    into.curvature = t;
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
