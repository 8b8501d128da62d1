/** The mechanical cures of a spec: texts before and after, each cure tried on its own and kept when the spec still loads. */
import { basename } from 'node:path';
import { Failure, Failures } from '../errors/failure.ts';
import type { LintFinding } from '../results/lint-finding.ts';
import type { Analysis, AnalysisOrigin } from '../spec/paper.ts';
import { reloadAnalysis } from '../spec/reload.ts';
import { editYaml } from '../yaml/edit.ts';
import { type Fix, type LintReport, makeLinter } from './lint.ts';

export interface Mended {
  /** the texts that changed, by the name of the file: in a paper's folder, or the path of the spec */
  readonly changes: readonly { readonly file: string; readonly before: string; readonly after: string }[];
  readonly mended: readonly LintFinding[];
  /** fixable findings that the text left no safe place for */
  readonly left: readonly LintFinding[];
}

/** each cure rewrites the text, so positions are found anew after it */
const MOST_CURES = 1000;

export function mend({ origin }: Analysis): Mended {
  if (origin === undefined) return { changes: [], mended: [], left: [] };
  let now = origin;
  let report = lintOf(now);
  const mended: LintFinding[] = [];
  const left: LintFinding[] = [];
  const tried = new Set<string>();
  for (let cure = 0; cure < MOST_CURES; cure++) {
    const fix = report.fixes.find((one) => !tried.has(keyOf(one.finding)));
    if (fix === undefined) break;
    tried.add(keyOf(fix.finding));
    const changed = cured(now, fix);
    const after = changed && tryLint(changed);
    if (changed === undefined || after === undefined || count(after, fix) >= count(report, fix)) {
      left.push(fix.finding);
      continue;
    }
    mended.push(fix.finding);
    [now, report] = [changed, after];
  }
  const before = textsOf(origin);
  const changes = [...textsOf(now)].flatMap(([file, after]) => {
    const old = before.get(file) ?? '';
    return old === after ? [] : [{ file, before: old, after }];
  });
  return { changes, mended, left };
}

function lintOf(origin: AnalysisOrigin): LintReport {
  return makeLinter(reloadAnalysis(origin, [])).report();
}

/** Undefined where the changed spec does not load, or a model has a term twice: a set that models share may have been changed. */
function tryLint(origin: AnalysisOrigin): LintReport | undefined {
  try {
    const analysis = reloadAnalysis(origin, []);
    const repeats = [...analysis.models.values()].some(({ estimator, asked }) =>
      estimator.equations(asked).some(({ terms }) => new Set(terms.map(({ name }) => name)).size < terms.length),
    );
    return repeats ? undefined : makeLinter(analysis).report();
  } catch (error) {
    if (error instanceof Failure || error instanceof Failures) return undefined;
    throw error;
  }
}

function cured(origin: AnalysisOrigin, { file, edits }: Fix): AnalysisOrigin | undefined {
  const name = origin.kind === 'spec' ? file : basename(file);
  let text = textsOf(origin).get(name);
  for (const [index, edit] of edits.entries()) {
    if (text === undefined) return undefined;
    // an item that was put before another moves it on by one
    const moved = edits.slice(0, index).filter(({ kind }) => kind === 'insert').length;
    const at = edit.kind === 'insert' ? [...edit.path.slice(0, -1), Number(edit.path.at(-1)) + moved] : edit.path;
    text = editYaml(text, { ...edit, path: at });
  }
  if (text === undefined) return undefined;
  return origin.kind === 'spec' ? { ...origin, text } : { ...origin, texts: { ...origin.texts, [name]: text } };
}

function textsOf(origin: AnalysisOrigin): ReadonlyMap<string, string> {
  return new Map(origin.kind === 'spec' ? [[origin.file, origin.text]] : Object.entries(origin.texts));
}

function count({ findings }: LintReport, { finding }: Fix): number {
  return findings.filter(({ rule }) => rule === finding.rule).length;
}

function keyOf({ rule, path, finding }: LintFinding): string {
  return JSON.stringify([rule, path, finding]);
}
