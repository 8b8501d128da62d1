/** Failures of later stages know a column or an equation; here they are told which part of the spec they belong to. */
import { Failure, Failures } from '../errors/failure.ts';

/** What work() returns; a failure that it throws is placed under the dotted path. */
export function placed<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw under(path, error);
    if (error instanceof Failures) throw new Failures(error.failures.map((failure) => under(path, failure)));
    throw error;
  }
}

function under(path: string, { code, parts }: Failure): Failure {
  const inside = parts.place?.path;
  return new Failure(code, {
    ...parts,
    place: { ...parts.place, path: inside === undefined || inside === '' ? path : `${path}.${inside}` },
  });
}
