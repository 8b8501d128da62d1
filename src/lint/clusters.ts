/** The columns by which a written covariance is clustered. */
import { listOf, textOf, type WrittenChoice } from './written-choice.ts';

/** Empty where it is not clustered. */
export function clusterColumns({ options }: WrittenChoice): readonly string[] {
  const one = textOf(options.by);
  return one === undefined ? listOf(options.by).flatMap((by) => textOf(by) ?? []) : [one];
}
