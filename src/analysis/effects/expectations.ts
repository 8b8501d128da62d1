/** The expectations of a fit that an effect was asked for. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Expectation, Fit } from '../estimators/estimator.ts';

/**
 * All expectations of a fit that are not optional, or the named ones in the order named; E-SPEC-NAME for a name that the fit
 * does not have, E-FIT-IDENTIFICATION where a fit has only optional ones and none is named.
 */
export function expectationsOf(fit: Fit, names: readonly string[] | undefined): readonly Expectation[] {
  if (names === undefined) {
    const usual = fit.expectations.filter(({ optional }) => optional !== true);
    if (usual.length === 0 && fit.withoutExpectation !== undefined) {
      throw new Failure('E-FIT-IDENTIFICATION', fit.withoutExpectation);
    }
    return usual;
  }
  return names.map((name) => {
    const found = fit.expectations.find((expectation) => expectation.name === name);
    if (found !== undefined) return found;
    const known = fit.expectations.map((expectation) => expectation.name);
    throw new Failure('E-SPEC-NAME', {
      finding: `${fit.estimator} has no expectation "${name}"`,
      accepted: nearestHint(name, known) ?? `known: ${known.join(', ')}`,
    });
  });
}
