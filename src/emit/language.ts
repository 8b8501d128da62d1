/** The contract of a language that scripts are written in. */
import type { Plan, Untranslated } from './plan.ts';

export interface Script {
  readonly text: string;
  /** what the script does not do; each stands in it as a comment as well */
  readonly untranslated: readonly Untranslated[];
}

export interface Language {
  readonly name: string;
  /** as people write it: Stata, R, Python */
  readonly title: string;
  readonly summary: string;
  /** of files, with the dot */
  readonly ending: string;
  write(plan: Plan): Script;
}
