/** Lints a spec given as a text, on data given as a text. */
import { Failures } from '../../src/errors/failure.ts';
import { type LintReport, makeLinter } from '../../src/lint/lint.ts';
import { checkAnalysis } from '../../src/pipeline/check-analysis.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

/** Without data only the rules on the spec run. */
export async function lintText(spec: string, data?: string): Promise<LintReport> {
  const analysis = loadSpec('test.yaml', { text: spec });
  const linter = makeLinter(analysis);
  if (data === undefined) return linter.report();
  const source = { stream: bytesOf(data), name: 'test.csv' };
  const checked = await checkAnalysis(analysis, source, linter.observer);
  // a rule that saw no design would be silent for the wrong reason
  if (checked.failures.length > 0) throw new Failures(checked.failures);
  return linter.report(checked);
}

/** `id path`, of findings of one rule where it is given. */
export function placesOf({ findings }: LintReport, rule?: string): readonly string[] {
  return findings.filter((one) => rule === undefined || one.rule === rule).map((one) => `${one.rule} ${one.path}`);
}

/** A table of numbers as CSV: the header, then each row times `times`. */
export function csv(header: string, rows: readonly (readonly (number | string)[])[], times = 1): string {
  const lines = rows.flatMap((row) => Array.from({ length: times }, () => row.join(',')));
  return `${[header, ...lines].join('\n')}\n`;
}
