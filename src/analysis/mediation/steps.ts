/** The regressions of a mediation on one sample: total, one per mediator, direct. */
import { Failure } from '../../errors/failure.ts';
import type { Text } from '../../results/text.ts';
import { type Frame, getColumn, selectRows } from '../data/frame.ts';
import { buildDesign } from '../design/build-design.ts';
import { withDesignColumns } from '../design/made-columns.ts';
import { columnNamed } from '../effects/column-effect.ts';
import type { Asked, Estimator, Fit } from '../estimators/estimator.ts';
import { requiredVariables } from '../terms/term-variables.ts';
import { variableTerm } from '../terms/variable.ts';

export interface MediatorPlan {
  readonly variable: string;
  readonly estimator: Estimator;
}

/** What is regressed on what. */
export interface MediationPlan {
  readonly estimator: Estimator;
  /** the model without mediators */
  readonly asked: Asked;
  /** a design column, or the variable or term that has one column */
  readonly treatment: string;
  readonly mediators: readonly MediatorPlan[];
  /** columns that must not be missing besides: what is resampled */
  readonly requires: readonly string[];
}

export interface FittedStep {
  readonly role: 'total' | 'mediator' | 'direct';
  /** the mediator, for its own regression */
  readonly mediator?: string;
  /** unique among the steps */
  readonly name: string;
  readonly label: Text;
  readonly fit: Fit;
}

export interface FittedSteps {
  /** the rows that every step uses, and no others */
  readonly frame: Frame;
  /** rows of the sample that some step could not use, by reason */
  readonly lost: readonly { readonly reason: string; readonly rows: number }[];
  readonly total: FittedStep;
  /** in the order of the plan */
  readonly mediators: readonly FittedStep[];
  readonly direct: FittedStep;
  /** id of the treatment's column, and of each mediator's column in the direct model */
  readonly treatment: string;
  readonly mediatorColumns: readonly string[];
}

/** Perfect prediction in one step takes rows from all, which may open another: this often at most. */
const ROUNDS = 10;

/**
 * Fits every step on the rows that all of them can use: rows on which nothing that any step names is missing, less those that a
 * step leaves out itself (perfect prediction). Failures as those of the estimators; E-SPEC-VALUE for a mediator that is the
 * outcome or a regressor already, or has several columns. `near` are the steps of similar rows, where iterations may start.
 */
export function fitSteps(plan: MediationPlan, sample: Frame, near?: FittedSteps): FittedSteps {
  checkMediators(plan);
  const usable = commonRows(plan, sample);
  const lost = [...usable.lost];
  let { frame } = usable;
  for (let round = 0; round < ROUNDS; round++) {
    const steps = fitAll(plan, frame, near);
    const kept = rowsOfAll(steps, frame.rows);
    if (kept.length === frame.rows) return located(plan, steps, frame, lost);
    lost.push({ reason: 'left out by one of the steps', rows: frame.rows - kept.length });
    frame = selectRows(frame, kept);
  }
  throw new Failure('E-FIT-SEPARATED', {
    finding: `the steps do not settle on one sample: each of ${ROUNDS} rounds lost rows to perfect prediction`,
    remedy: 'leave out the terms that predict the outcome perfectly',
  });
}

/** What one step asks of the data: the model's request with some parts replaced. */
export function askedFor(plan: MediationPlan, changes: Partial<Pick<Asked, 'label' | 'outcome' | 'terms'>>): Asked {
  return { ...plan.asked, ...changes };
}

/** The regressors of the direct model: those of the total model, then the mediators. */
export function directTerms({ asked, mediators }: MediationPlan): Asked['terms'] {
  return [...asked.terms, ...mediators.map(({ variable }) => variableTerm(variable))];
}

export function fitOn(estimator: Estimator, asked: Asked, frame: Frame, near?: Fit): Fit {
  const designs = estimator.equations(asked).map((equation) => buildDesign(equation, frame));
  return estimator.fit(designs, withDesignColumns(frame, designs), near);
}

function commonRows(plan: MediationPlan, sample: Frame) {
  const { asked, estimator, mediators } = plan;
  const terms = [...directTerms(plan), ...(asked.absorbed ?? [])];
  const requires = [...asked.requires, ...plan.requires, ...mediators.map(({ variable }) => variable)];
  const named = [...new Set([...requires, ...terms.flatMap(requiredVariables)])];
  const [equation] = estimator.equations({ ...asked, requires: named });
  const { rows, lost } = buildDesign(equation!, sample);
  return { frame: selectRows(sample, rows), lost };
}

function fitAll(plan: MediationPlan, frame: Frame, near: FittedSteps | undefined): FittedStep[] {
  const { estimator, asked, mediators } = plan;
  const total = { label: TOTAL };
  const direct = { label: DIRECT, terms: directTerms(plan) };
  const outcome = (changes: typeof total, step: FittedStep | undefined): Fit =>
    fitOn(estimator, askedFor(plan, changes), frame, step?.fit);
  return [
    { role: 'total', name: 'total', label: TOTAL, fit: outcome(total, near?.total) },
    ...mediators.map((mediator, j): FittedStep => {
      const { variable } = mediator;
      const { label: own } = getColumn(frame, variable).info;
      const label = { en: `Mediator: ${own.en}`, zh: `中介变量：${own.zh ?? own.en}` };
      const { outcomeRule: _, ...rest } = asked;
      const fit = fitOn(mediator.estimator, { ...rest, label, outcome: variable }, frame, near?.mediators[j]?.fit);
      return { role: 'mediator', mediator: variable, name: `mediator:${variable}`, label, fit };
    }),
    { role: 'direct', name: 'direct', label: DIRECT, fit: outcome(direct, near?.direct) },
  ];
}

const TOTAL: Text = { en: 'Total effect', zh: '总效应' };
const DIRECT: Text = { en: 'Direct effect', zh: '直接效应' };

/** The rows that every step's first equation uses. */
function rowsOfAll(steps: readonly FittedStep[], rows: number): Int32Array {
  const uses = new Int32Array(rows);
  for (const { fit } of steps) for (const row of fit.equations[0]!.design.rows) uses[row]! += 1;
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if (uses[row] === steps.length) kept.push(row);
  return Int32Array.from(kept);
}

function located(
  plan: MediationPlan,
  steps: readonly FittedStep[],
  frame: Frame,
  lost: FittedSteps['lost'],
): FittedSteps {
  const [total, direct] = [steps[0]!, steps.at(-1)!];
  const mediators = steps.slice(1, -1);
  const treatment = columnNamed(total.fit.equations[0]!, plan.treatment);
  for (const { fit } of [...mediators, direct]) columnNamed(fit.equations[0]!, treatment);
  const mediatorColumns = plan.mediators.map(({ variable }) => columnNamed(direct.fit.equations[0]!, variable));
  return { frame, lost, total, mediators, direct, treatment, mediatorColumns };
}

function checkMediators({ asked, mediators }: MediationPlan): void {
  for (const { variable } of mediators) {
    const isOutcome = variable === asked.outcome;
    if (!isOutcome && !asked.terms.some((term) => term.variables.includes(variable))) continue;
    throw new Failure('E-SPEC-VALUE', {
      finding: `the mediator "${variable}" is ${isOutcome ? 'the outcome' : 'already a regressor of the model'}`,
      remedy: 'a mediator comes in addition: name the model without it',
    });
  }
}
