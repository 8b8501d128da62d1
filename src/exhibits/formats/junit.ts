/** JUnit XML for CI: one test case per expectation, finding of an audit, or comparison with a printed number. */
import { Failure, printable } from '../../errors/failure.ts';
import { formatFixed } from '../../numerics/decimal.ts';
import type { AuditFinding } from '../../results/audit.ts';
import type { ComparedCell } from '../../results/comparison.ts';
import type { ExpectationOutcome } from '../../results/expectation.ts';
import type { Results } from '../../results/results.ts';
import type { Format } from './format.ts';

export const junit: Format = {
  name: 'junit',
  extension: 'xml',
  async render({ results }) {
    const suites = suitesOf(results);
    const cases = suites.flatMap((suite) => suite.cases);
    const head = `<testsuites ${counts(results.provenance.paper, cases)}>`;
    const bodies = suites.map((suite) => suiteText(suite, results));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${bodies.join('')}</testsuites>\n`;
  },
};

interface TestCase {
  readonly name: string;
  readonly className: string;
  readonly file?: string;
  readonly line?: number;
  /** why it failed */
  readonly failure?: string;
  /** why it could not be decided */
  readonly skipped?: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/** E-FORMAT when the results hold nothing that can pass or fail. */
function suitesOf({ expectations, audit, comparisons, provenance: { paper } }: Results): readonly Suite[] {
  const suites: Suite[] = [];
  if (expectations) suites.push({ name: `${paper} expectations`, cases: expectations.map(expectationCase) });
  if (audit) suites.push({ name: `${paper} audit`, cases: audit.findings.map(auditCase) });
  for (const { table, cells } of comparisons) {
    suites.push({ name: `${paper} ${table}`, cases: cells.map((cell) => comparisonCase(table, cell)) });
  }
  if (suites.length > 0) return suites;
  throw new Failure('E-FORMAT', {
    finding: 'junit writes what can pass or fail, and there is nothing of the kind here',
    accepted: 'check --expect, audit, replicate',
  });
}

function expectationCase({ cell, expected, found, met, file, line }: ExpectationOutcome): TestCase {
  return {
    name: `${cell}: ${expected.en}`,
    className: 'expectations',
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(!met && { failure: `expected ${expected.en}, found ${found.en}` }),
  };
}

function auditCase({ check, verdict, cells, arithmetic }: AuditFinding): TestCase {
  return {
    name: `${check}: ${cells.join(', ')}`,
    className: `audit.${check}`,
    ...((verdict === 'impossible' || verdict === 'inconsistent') && { failure: `${verdict}: ${arithmetic.en}` }),
    ...(verdict === 'unverifiable' && { skipped: arithmetic.en }),
  };
}

function comparisonCase(table: string, { cell, printed, ours, verdict, note }: ComparedCell): TestCase {
  const here = Number.isNaN(ours) ? 'nothing' : formatFixed(ours, 6);
  const more = note === undefined ? '' : ` (${note.en})`;
  return {
    name: cell,
    className: `comparison.${table}`,
    ...(verdict === 'differs' && { failure: `published ${printed}, here ${here}${more}` }),
    ...(verdict === 'not_comparable' && { skipped: note?.en ?? 'not comparable' }),
  };
}

function counts(name: string, cases: readonly TestCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter(({ skipped }) => skipped !== undefined).length;
  const numbers = { tests: cases.length, failures, errors: 0, skipped };
  return [`name="${xmlText(name)}"`, ...Object.entries(numbers).map(([key, count]) => `${key}="${count}"`)].join(' ');
}

/** The notices stand as properties: whoever reads the report sees that data are synthetic. */
function suiteText({ name, cases }: Suite, { notices }: Results): string {
  const properties = notices.map(({ en }) => `      <property name="notice" value="${xmlText(en)}"/>\n`).join('');
  const block = properties === '' ? '' : `    <properties>\n${properties}    </properties>\n`;
  return `  <testsuite ${counts(name, cases)}>\n${block}${cases.map(caseText).join('')}  </testsuite>\n`;
}

function caseText({ name, className, file, line, failure, skipped }: TestCase): string {
  const place = [
    ...(file === undefined ? [] : [` file="${xmlText(file)}"`]),
    ...(line === undefined ? [] : [` line="${line}"`]),
  ].join('');
  const open = `    <testcase classname="${xmlText(className)}" name="${xmlText(name)}"${place}`;
  if (failure !== undefined) {
    const text = xmlText(failure);
    return `${open}>\n      <failure message="${text}">${text}</failure>\n    </testcase>\n`;
  }
  if (skipped !== undefined) return `${open}>\n      <skipped message="${xmlText(skipped)}"/>\n    </testcase>\n`;
  return `${open}/>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an attribute or an element; what XML 1.0 cannot hold, and what a reader cannot see, becomes `\uXXXX`. */
function xmlText(text: string): string {
  const visible = printable(text).replace(
    /\p{Surrogate}|[\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
  return visible.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
