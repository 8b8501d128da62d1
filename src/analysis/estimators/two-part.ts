/** The two-part model: whether the outcome is positive, and how large it is where it is. */
import { Failure } from '../../errors/failure.ts';
import type { Text } from '../../results/text.ts';
import { positive } from '../design/conditions.ts';
import type { Design, OutcomeRule, RowFilter } from '../design/design.ts';
import type { Term } from '../terms/term.ts';
import type { Asked, Estimator } from './estimator.ts';
import { type Combination, type StackPart, stackEquations, stackFits } from './stack.ts';

/** What one part does differently from the model. */
interface PartChanges {
  readonly name?: string;
  readonly label?: Text;
  readonly outcome?: string;
  readonly where?: RowFilter;
  readonly terms?: readonly Term[];
}

export interface TwoPartOptions {
  readonly first: Estimator;
  readonly second: Estimator;
  readonly firstPart?: PartChanges;
  readonly secondPart?: PartChanges;
  /** whether the product of the parts' means is an expectation of the fit; it needs both parts' covariates on all rows */
  readonly combined: boolean;
}

/**
 * Part one explains y > 0 on all rows, part two explains y on the rows where it is positive (Duan et al. 1983; Stata's
 * twopm). Rows without y are in neither part; a first part with an outcome of its own keeps them. `combined` is
 * E(y) = P(y > 0) E(y | y > 0) over the rows of part one. A negative y is E-FIT-OUTCOME.
 */
export function twoPartEstimator(options: TwoPartOptions): Estimator {
  const { first, second, firstPart, secondPart } = options;
  const name = `two-part (${first.name}, ${second.name})`;
  const combination: Combination = { name: 'combined', label: { en: 'Combined', zh: '合并' }, first: 0, second: 1 };
  const combinations = options.combined ? [combination] : [];
  const partsOf = (asked: Asked): readonly StackPart[] => [
    {
      name: 'participation',
      label: { en: `Probability of ${asked.outcome} > 0`, zh: `${asked.outcome} > 0 的概率` },
      estimator: first,
      ...(firstPart?.outcome === undefined && { outcomeRule: isPositive(asked.outcome) }),
      ...firstPart,
    },
    {
      name: 'amount',
      label: asked.label,
      estimator: second,
      where: positive(secondPart?.outcome ?? asked.outcome),
      ...secondPart,
    },
  ];
  return {
    name,
    formulas: [first, second].flatMap((part) => part.formulas ?? []),
    equations: (asked) => stackEquations(asked, partsOf(asked), combinations),
    fit([one, two], sample) {
      checkNotNegative(one!);
      return stackFits(name, [first.fit([one!], sample), second.fit([two!], sample)], sample, combinations);
    },
  };
}

function isPositive(outcome: string): OutcomeRule {
  return { text: `${outcome} > 0`, apply: (value) => (value > 0 ? 1 : 0) };
}

function checkNotNegative({ equation, frame }: Design): void {
  const column = frame.columns.get(equation.outcome);
  if (equation.outcomeRule === undefined || column?.kind !== 'numeric') return;
  const negative = column.values.reduce((count, value) => count + (value < 0 ? 1 : 0), 0);
  if (negative === 0) return;
  throw new Failure('E-FIT-OUTCOME', {
    place: { path: equation.name },
    finding: `the outcome "${equation.outcome}" is negative in ${negative} of ${frame.rows} rows`,
    accepted: 'zero or more',
    remedy: 'keep the other rows with `where`, or give the first part an outcome of its own',
  });
}
