/** Refuses outcomes that an estimator cannot take, with counts and never with a value. */
import { Failure } from '../../errors/failure.ts';
import type { Design } from '../design/design.ts';

export interface AcceptedOutcome {
  accepts(y: number): boolean;
  /** what is accepted, in words */
  readonly accepted: string;
}

/** Throws E-FIT-OUTCOME when some outcome is not accepted, or when all rows have the same one. */
export function checkOutcome(design: Design, rule: AcceptedOutcome, estimator: string): void {
  const { outcome, equation } = design;
  const place = { path: equation.name };
  const name = equation.outcomeRule?.text ?? equation.outcome;
  let refused = 0;
  for (const y of outcome) if (!rule.accepts(y)) refused++;
  if (refused > 0) {
    throw new Failure('E-FIT-OUTCOME', {
      place,
      finding: `${refused} of ${outcome.length} rows have an outcome "${name}" that ${estimator} cannot take`,
      accepted: `accepted: ${rule.accepted}`,
      remedy: 'keep the other rows with `where`, or choose another estimator',
    });
  }
  const [first] = outcome;
  if (equation.intercept && outcome.every((y) => y === first)) {
    throw new Failure('E-FIT-OUTCOME', {
      place,
      finding: `the outcome "${name}" has the same value in all ${outcome.length} rows`,
      remedy: 'a constant outcome has nothing to explain: look at `where` and the sample flow',
    });
  }
}
