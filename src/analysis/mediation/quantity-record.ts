/** One quantity of a mediation as a record: estimate, tests of products, bootstrap. */
import type { BootstrapSummary, MediationQuantity } from '../../results/mediation.ts';
import { deltaVariance, type Subject, testedFunctional } from '../effects/inference.ts';
import { quantityLabel } from './convention-text.ts';
import type { JointVcov } from './joint-vcov.ts';
import { normal } from './normal-test.ts';
import type { Quantity } from './paths.ts';
import { productTests } from './product-tests.ts';

/** A quantity with its tests; differences and shares take the covariance `between`, everything else that `across` the steps. */
export function quantityRecord(
  confLevel: number,
  treatment: string,
  quantity: Quantity,
  across: JointVcov,
  between: JointVcov,
  summary: BootstrapSummary | undefined,
): MediationQuantity {
  const { scale, kind, mediator, functional, factors } = quantity;
  const comparing = kind === 'difference' || kind.startsWith('share');
  const { joint } = comparing ? between : across;
  const subject: Subject = {
    term: [kind, ...(mediator === undefined ? [] : [mediator])].join(':'),
    label: quantityLabel(kind, mediator),
    variable: mediator ?? treatment,
  };
  const [a, b] = factors ?? [];
  return {
    scale,
    kind,
    ...(mediator !== undefined && { mediator }),
    estimate:
      kind.startsWith('path') || kind === 'total' || kind === 'direct'
        ? testedFunctional(subject, functional, joint, confLevel)
        : normal(subject, functional, joint, confLevel),
    covariance: across === between || !comparing ? 'joint' : 'stacked scores',
    ...(a &&
      b &&
      productTests(a.value, deltaVariance(a.gradient, joint.matrix), b.value, deltaVariance(b.gradient, joint.matrix))),
    ...(summary && { bootstrap: summary }),
  };
}
