/** A spec, and the data where there are some -> what the rules find, each once and with its place. */
import { basename } from 'node:path';
import type { Checked, CheckObserver } from '../pipeline/check-analysis.ts';
import type { LintFinding } from '../results/lint-finding.ts';
import { en, zh } from '../results/text.ts';
import type { Analysis } from '../spec/paper.ts';
import { writtenSpec } from '../spec/written-spec.ts';
import type { SpecEdit } from '../yaml/edit.ts';
import { parsePath } from '../yaml/path.ts';
import { rules } from './registry.ts';
import type { Found, LintContext, Rule } from './rule.ts';
import { unusedIgnore } from './rules/unused-ignore.ts';
import { type Silenced, silence } from './silence.ts';
import { choiceAt, listOf, recordOf } from './written-choice.ts';
import { writtenModels } from './written-models.ts';

/** The mechanical cure of a finding: edits of one file, all or none. */
export interface Fix {
  readonly finding: LintFinding;
  readonly file: string;
  readonly edits: readonly SpecEdit[];
}

export interface LintReport {
  /** in the order of files and lines */
  readonly findings: readonly LintFinding[];
  readonly silenced: readonly Silenced[];
  readonly fixes: readonly Fix[];
  /** ids of the rules that need data and had none */
  readonly notRun: readonly string[];
}

export interface Linter {
  /** hands frames and designs to the rules while data are checked */
  readonly observer: CheckObserver;
  /** without `checked` only rules on the spec have run */
  report(checked?: Checked): LintReport;
}

export function makeLinter(analysis: Analysis, published?: LintContext['published']): Linter {
  const written = writtenSpec(analysis);
  if (written === undefined)
    return { observer: {}, report: () => ({ findings: [], silenced: [], fixes: [], notRun: [] }) };
  const models = writtenModels(written, analysis.models);
  const context: LintContext = { analysis, written, models, ...(published && { published }) };
  const found: { readonly rule: Rule; readonly found: Found }[] = [];
  const collect = (ask: (rule: Rule) => Iterable<Found> | undefined) => {
    for (const rule of rules) for (const one of ask(rule) ?? []) found.push({ rule, found: one });
  };
  const observer: CheckObserver = {
    step(seen) {
      const path = ['samples', seen.sample, 'steps', seen.index];
      const choice = choiceAt(listOf(recordOf(written.at(['samples', seen.sample])).steps)[seen.index], path);
      if (choice === undefined) return;
      const step = { ...seen, path, word: choice.word, options: choice.given };
      collect((rule) => rule.step?.(step, context));
    },
    sample: (name, frame) => collect((rule) => rule.sample?.(name, frame, context)),
    design(seen) {
      const model = models.find(({ name }) => name === seen.model);
      if (model?.equations[seen.index] === undefined) return;
      collect((rule) => rule.equation?.({ ...seen, written: model }, context));
    },
  };
  return {
    observer,
    report(checked) {
      collect((rule) => rule.spec?.(context));
      if (checked !== undefined) collect((rule) => rule.data?.(checked, context));
      return reportOf(found, context, checked !== undefined);
    },
  };
}

/** Whether a rule can find nothing without data. */
export function needsData({ spec, step, sample, equation, data }: Rule): boolean {
  return spec === undefined && [step, sample, equation, data].some((hook) => hook !== undefined);
}

type FoundBy = { readonly rule: Rule; readonly found: Found };

function reportOf(found: readonly FoundBy[], context: LintContext, withData: boolean): LintReport {
  const notRun = withData ? [] : rules.filter(needsData).map(({ id }) => id);
  const placed = merged(found.map((one) => place(one, context)));
  const ran = new Set(rules.map(({ id }) => id).filter((id) => !notRun.includes(id)));
  const known = new Set(rules.map(({ id }) => id));
  const { findings, silenced, unused } = silence(
    placed.map(({ finding }) => finding),
    context.analysis,
    { ran, known },
  );
  const own = unused.map((one) => place({ rule: unusedIgnore, found: one }, context).finding);
  const listed = inOrder([...findings, ...own], context);
  const fixes = placed.flatMap(({ finding, fix }) => (fix !== undefined && findings.includes(finding) ? [fix] : []));
  return { findings: listed, silenced, fixes, notRun };
}

interface Placed {
  readonly finding: LintFinding;
  readonly fix?: Fix;
  /** the models that share it */
  readonly of: readonly string[];
}

function place({ rule, found }: FoundBy, { written }: LintContext): Placed {
  const { path, finding, remedy = rule.remedy, of, edits = [] } = found;
  const document = written.fileOf(path)?.document;
  const at = document?.locate(path);
  // a value that a setting put there is in no file that could be mended
  const mends = edits.flatMap((edit) => {
    const to = document?.locate(edit.path);
    const steps = to?.file === document?.file ? parsePath(to?.path ?? '') : undefined;
    return steps === undefined ? [] : [{ ...edit, path: steps }];
  });
  const fixable = edits.length > 0 && mends.length === edits.length;
  const placed: LintFinding = {
    rule: rule.id,
    severity: rule.severity,
    path: at?.path ?? path.join('.'),
    // without its folder: a result holds no path of the machine
    ...(at?.file !== undefined && { file: basename(at.file) }),
    ...(at?.line !== undefined && { line: at.line }),
    ...(at?.column !== undefined && { column: at.column }),
    finding,
    remedy,
    fixable,
  };
  return {
    finding: placed,
    of: of === undefined ? [] : [of],
    ...(fixable && document !== undefined && { fix: { finding: placed, file: document.file, edits: mends } }),
  };
}

/** Findings of one rule at one place are one; models that share a term set are named together. */
function merged(all: readonly Placed[]): readonly Placed[] {
  const byPlace = new Map<string, Placed>();
  for (const one of all) {
    const { rule, path, file } = one.finding;
    const key = JSON.stringify([rule, path, file]);
    const before = byPlace.get(key);
    byPlace.set(key, before === undefined ? one : { ...before, of: [...new Set([...before.of, ...one.of])] });
  }
  return [...byPlace.values()].map(({ finding, fix, of }) => {
    const [first, ...others] = of;
    const also = {
      en: en`${finding.finding} (${first!}; the same in ${others.join(', ')})`,
      zh: zh`${finding.finding}（${first!}；${others.join('、')} 亦同）`,
    };
    const shared = others.length > 0 ? also : finding.finding;
    const said = { ...finding, finding: shared };
    return { finding: said, of, ...(fix && { fix: { ...fix, finding: said } }) };
  });
}

function inOrder(findings: readonly LintFinding[], { written }: LintContext): readonly LintFinding[] {
  const files = written.files.map(({ document }) => basename(document.file));
  const rank = ({ file = '', line = 0, column = 0 }: LintFinding) => [files.indexOf(file), line, column] as const;
  return [...findings].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return (
      first[0] - second[0] ||
      first[1] - second[1] ||
      first[2] - second[2] ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
    );
  });
}
