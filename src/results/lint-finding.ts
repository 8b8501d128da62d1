/** What the linter says of a spec: a rule, how grave it is, where, and what would mend it. */

import type { Text } from './text.ts';

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
  readonly finding: Text;
  readonly remedy: Text;
  /** whether `check --fix` can mend it */
  readonly fixable: boolean;
}
