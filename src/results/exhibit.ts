/** What a table and a figure have in common: a heading, and what must have been run before they can be drawn. */
import type { Text } from './text.ts';

/** What an exhibit is called; its shape adds its own notes before these. */
export interface ExhibitHeading {
  readonly id: string;
  /** printed number: `3` becomes `Table 3.` or `Figure 3.` */
  readonly number?: string | number;
  readonly title: Text;
  readonly notes?: readonly Text[];
}

/** What must be in the results before an exhibit can be drawn. */
export interface Needs {
  readonly models: readonly string[];
  readonly summaries: readonly string[];
  readonly rollouts?: readonly string[];
  readonly mediations?: readonly string[];
  readonly splits?: readonly string[];
  readonly placebos?: readonly string[];
}
