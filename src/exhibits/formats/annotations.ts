/** Lines that a CI service shows beside the code: `::error file=expect.yaml,line=3::what was expected and what was found`. */
import { Failure, printable } from '../../errors/failure.ts';
import type { Results } from '../../results/results.ts';
import type { Format } from './format.ts';

export const annotations: Format = {
  name: 'annotations',
  extension: 'annotations',
  async render({ results }) {
    const { expectations, lint, audit, comparisons } = results;
    if (!(expectations || lint || audit || comparisons.length > 0)) throw nothingToSay();
    return annotationsOf(results)
      .map((one) => `${lineOf(one)}\n`)
      .join('');
  },
};

function nothingToSay(): Failure {
  return new Failure('E-FORMAT', {
    finding: 'annotations say what failed, and nothing was checked here',
    accepted: 'check, check --expect, audit, replicate',
  });
}

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What failed, gravest kinds first; last a count of what passed, so that an empty list is not silence. */
function annotationsOf({ expectations, lint, audit, comparisons, notices }: Results): readonly Annotation[] {
  const found: Annotation[] = [];
  for (const { cell, expected, found: ours, met, file, line } of expectations ?? []) {
    if (met) continue;
    const message = `${cell}: expected ${expected.en}, found ${ours.en}`;
    found.push({ level: 'error', title: 'Expectation missed', message, ...placeOf({ file, line }) });
  }
  for (const { rule, severity, path, finding, remedy, file, line, column } of lint ?? []) {
    const level = severity === 'advice' ? 'notice' : severity;
    found.push({
      level,
      title: rule,
      message: `${path}: ${finding.en}; ${remedy.en}`,
      ...placeOf({ file, line, column }),
    });
  }
  for (const { check, verdict, cells, arithmetic } of audit?.findings ?? []) {
    if (verdict === 'consistent' || verdict === 'unverifiable') continue;
    const level = verdict === 'borderline' ? 'warning' : 'error';
    found.push({ level, title: `Audit: ${check}, ${verdict}`, message: `${cells.join(', ')}: ${arithmetic.en}` });
  }
  for (const { cell, printed, ours, verdict } of comparisons.flatMap(({ cells }) => cells)) {
    if (verdict !== 'differs') continue;
    const message = `${cell}: published ${printed}, here ${Number(ours.toPrecision(6))}`;
    found.push({ level: 'warning', title: 'Differs from the published number', message });
  }
  for (const { en } of notices) found.push({ level: 'notice', title: 'Notice', message: en });
  if (expectations) {
    const met = expectations.filter((outcome) => outcome.met).length;
    found.push({ level: 'notice', title: 'Expectations', message: `${met} of ${expectations.length} met` });
  }
  return found;
}

interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

function placeOf({ file, line, column }: Place): Pick<Annotation, 'file' | 'line' | 'column'> {
  return {
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}

function lineOf({ level, title, message, file, line, column }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${propertyText(String(value))}`);
  return `::${level} ${properties.join(',')}::${messageText(message)}`;
}

/** Line breaks and other characters that end or hide a command are shown as escapes before the command's own are written. */
function messageText(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
