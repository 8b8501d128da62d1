/** A mediation from start to end: steps on one sample, indirect effects with every standard error, KHB, bootstrap. */
import type { BootstrapSummary, MediationQuantity, MediationResult, MediationStep } from '../../results/mediation.ts';
import type { Frame } from '../data/frame.ts';
import type { DrawJob, DrawOutcome } from '../draws/draw.ts';
import type { Fit } from '../estimators/estimator.ts';
import { robustVcov } from '../vcov/robust-vcov.ts';
import type { Vcov, VcovEstimator } from '../vcov/vcov.ts';
import { type Bootstrap, type BootstrapPlan, bootstrap } from './bootstrap.ts';
import { conventionText } from './convention-text.ts';
import { type JointVcov, jointVcov } from './joint-vcov.ts';
import { type KhbFits, type KhbPlan, khbFits, khbQuantities } from './khb.ts';
import { reportKhb } from './khb-report.ts';
import {
  coefficientPaths,
  type EffectPlan,
  effectPaths,
  type JoinedSteps,
  joinSteps,
  type Quantity,
  quantitiesOf,
} from './paths.ts';
import { quantityRecord } from './quantity-record.ts';
import { type FittedSteps, fitSteps, type MediationPlan } from './steps.ts';

/** A mediation as a spec asks for it. */
export interface MediationRequest {
  readonly name: string;
  readonly plan: MediationPlan;
  readonly vcov: VcovEstimator;
  readonly confLevel: number;
  /** absent: coefficients only */
  readonly effects?: EffectPlan | undefined;
  readonly khb?: KhbPlan | undefined;
  readonly bootstrap?: BootstrapPlan | undefined;
}

export interface MediatedStep extends Pick<MediationStep, 'role' | 'mediator' | 'sigmaU'> {
  readonly fit: Fit;
  readonly vcov: Vcov;
}

export interface Mediated {
  readonly steps: readonly MediatedStep[];
  readonly result: Omit<MediationResult, 'id' | 'label' | 'model' | 'sample' | 'steps'>;
  readonly warnings: readonly string[];
}

/** The fits are there; `complete` waits for the outcomes of `draws`, which may be computed anywhere. */
export interface PreparedMediation {
  readonly draws?: DrawJob;
  complete(outcomes: readonly DrawOutcome[]): Mediated;
}

/** Everything that is fitted on one frame, for the sample and for each of its resamples. */
interface Evaluated {
  readonly found: FittedSteps;
  readonly joinedSteps: JoinedSteps;
  readonly khb: KhbFits | undefined;
  readonly ofSteps: readonly Quantity[];
  readonly ofKhb: readonly Quantity[];
}

/**
 * Baron and Kenny's steps (1986, J. Pers. Soc. Psychol. 51:1173) with the indirect effect as product and as difference, on the
 * scales asked for. Standard errors: delta method with the covariance of the stacked steps; products of one mediator also by Sobel,
 * Aroian and Goodman. Differences and shares compare models of one outcome, whose covariance the inverse information does not
 * know: where the covariance asked for has no terms across steps they use that of the stacked scores. Failures as fitSteps() and
 * bootstrap().
 */
export function prepareMediation(request: MediationRequest, sample: Frame): PreparedMediation {
  const evaluated = evaluate(request, sample);
  const { found } = evaluated;
  const resampling = request.bootstrap && resamplingOf(request, request.bootstrap, evaluated);
  return {
    ...(resampling && { draws: resampling.job }),
    complete(outcomes) {
      const all = [...evaluated.ofSteps, ...evaluated.ofKhb];
      const drawn = resampling?.summarise(
        all.map(({ functional }) => functional.value),
        outcomes,
        request.confLevel,
      );
      return report(request, evaluated, found, drawn);
    },
  };
}

function evaluate(request: MediationRequest, frame: Frame, near?: FittedSteps): Evaluated {
  const { plan, effects, khb } = request;
  const found = fitSteps(plan, frame, near);
  const joinedSteps = joinSteps(found);
  const fits = khb && khbFits(plan, found);
  return {
    found,
    joinedSteps,
    khb: fits,
    ofSteps: [
      ...quantitiesOf(coefficientPaths(joinedSteps, found)),
      ...(effects ? quantitiesOf(effectPaths(joinedSteps, found, effects)) : []),
    ],
    ofKhb: fits ? khbQuantities(fits) : [],
  };
}

function resamplingOf(request: MediationRequest, plan: BootstrapPlan, { found, joinedSteps }: Evaluated): Bootstrap {
  const unit = joinedSteps.joined.fit.unit?.variable;
  return bootstrap(plan, request.name, found.frame, unit, (frame) => {
    const { ofSteps, ofKhb } = evaluate(request, frame, found);
    return [...ofSteps, ...ofKhb].map(({ functional }) => functional.value);
  });
}

function report(
  request: MediationRequest,
  { joinedSteps, khb: fits, ofSteps, ofKhb }: Evaluated,
  found: FittedSteps,
  drawn: ReturnType<Bootstrap['summarise']> | undefined,
): Mediated {
  const { plan, vcov, confLevel, khb, effects } = request;
  const { joined, steps } = joinedSteps;
  const parts = steps.map(({ fit }) => fit);
  const covariance = jointVcov(parts, joined, vcov);
  const apart = covariance.joint.convention.kind === 'model';
  const stacked = apart ? jointVcov(parts, joined, robustVcov({ preset: 'stata' })) : covariance;
  const decomposed = fits && khb && reportKhb({ plan, found, fits, khb, effects, vcov, confLevel });
  const write = (quantity: Quantity, across: JointVcov, between: JointVcov, summary: BootstrapSummary | undefined) =>
    quantityRecord(confLevel, found.treatment, quantity, across, between, summary);
  const quantities = [
    ...ofSteps.map((quantity, q) => write(quantity, covariance, stacked, drawn?.summaries[q])),
    ...ofKhb.map((quantity, q) => {
      const own = decomposed!.covariance;
      return write(quantity, own, own, drawn?.summaries[ofSteps.length + q]);
    }),
  ];
  const fitted = steps.map(({ role, mediator, fit }, s): MediatedStep => {
    return { role, ...(mediator !== undefined && { mediator }), ...sigmaOf(fit), fit, vcov: covariance.own[s]! };
  });
  const reduced: MediatedStep[] = decomposed
    ? [{ role: 'reduced', ...sigmaOf(decomposed.reduced.fit), ...decomposed.reduced }]
    : [];
  const { design } = found.total.fit.equations[0]!;
  return {
    steps: [...fitted, ...reduced],
    result: {
      treatment: found.treatment,
      mediators: plan.mediators.map(({ variable }) => variable),
      rows: found.frame.rows,
      nobs: design.nobs,
      lost: found.lost,
      quantities,
      ...(decomposed && { khb: decomposed.result }),
      ...(drawn && { bootstrap: drawn.design }),
      vcov: covariance.joint.convention,
      confLevel,
      convention: conventionText({ effects, apart, khb: khb !== undefined, drawn: drawn?.design }),
    },
    warnings: warningsOf(request, quantities, drawn?.design),
  };
}

/** The standard deviation of a random intercept: exp of the one coefficient of the equation of its logarithm, zero without one. */
function sigmaOf(fit: Fit): { readonly sigmaU?: number } {
  const equation = fit.equations.find(({ name }) => name === 'log_sigma');
  if (equation === undefined) return {};
  return { sigmaU: equation.design.columns.length === 0 ? 0 : Math.exp(fit.coef[equation.offset]!) };
}

function warningsOf(
  { name }: MediationRequest,
  quantities: readonly MediationQuantity[],
  drawn: { readonly failed: number; readonly draws: number } | undefined,
): string[] {
  const said: string[] = [];
  const total = quantities.find(({ kind, scale }) => kind === 'total' && scale === 'coefficient')!.estimate;
  if (Math.abs(total.statistic) < 2) {
    said.push(
      `${name}: the total effect is ${total.statistic.toFixed(1)} standard errors from zero, so that shares of it have no ` +
        'reliable delta-method interval',
    );
  }
  if (drawn && drawn.failed > 0)
    said.push(`${name}: ${drawn.failed} of ${drawn.draws} bootstrap draws could not be fitted`);
  return said;
}
