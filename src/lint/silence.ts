/** Findings that the spec answers for: set aside with their reasons, and entries that answer for nothing. */
import type { LintFinding } from '../results/lint-finding.ts';
import type { Analysis } from '../spec/paper.ts';
import type { Found } from './rule.ts';

export interface Silenced {
  readonly finding: LintFinding;
  readonly reason: string;
}

interface Sorted {
  readonly findings: readonly LintFinding[];
  readonly silenced: readonly Silenced[];
  /** entries that silence nothing, though their rule ran or is none */
  readonly unused: readonly Found[];
}

/** `ran` are the ids of the rules that could find something, `known` those of all. */
export function silence(
  found: readonly LintFinding[],
  { lint }: Analysis,
  { ran, known }: { readonly ran: ReadonlySet<string>; readonly known: ReadonlySet<string> },
): Sorted {
  const ignore = lint?.ignore ?? [];
  const used = new Set<number>();
  const silenced: Silenced[] = [];
  const findings = found.filter((finding) => {
    const index = ignore.findIndex(({ rule, path }) => rule === finding.rule && isBelow(finding.path, path));
    if (index === -1) return true;
    used.add(index);
    silenced.push({ finding, reason: ignore[index]!.reason });
    return false;
  });
  const unused = ignore.flatMap(({ rule, path }, index): Found[] => {
    const at = ['lint', 'ignore', index];
    if (!known.has(rule)) return [{ path: at, finding: { en: `no rule "${rule}"`, zh: `没有规则“${rule}”` } }];
    if (used.has(index) || !ran.has(rule)) return [];
    const finding = {
      en: `${rule} finds nothing ${path === undefined ? '' : `at ${path} `}to silence`,
      zh: `${rule}${path === undefined ? '' : `在 ${path} `}没有可说明的发现`,
    };
    return [{ path: at, finding }];
  });
  return { findings, silenced, unused };
}

function isBelow(path: string, above: string | undefined): boolean {
  return above === undefined || path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
