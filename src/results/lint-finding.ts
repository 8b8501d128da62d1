/** What the linter says of a spec: a rule, how grave it is, where, and what would mend it. */

export type LintSeverity = 'error' | 'warning' | 'advice';

export interface LintFinding {
  /** the rule's id, as docs/lint.md lists it */
  readonly rule: string;
  readonly severity: LintSeverity;
  /** path in the spec: `models.benchmark.vcov` */
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly finding: string;
  readonly remedy: string;
  /** whether `check --fix` can mend it */
  readonly fixable: boolean;
}
