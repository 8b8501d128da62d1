/** What a variable is called: label, unit and levels, for the headings of tables and for readers of the JSON. */
import type { Text } from './text.ts';

export interface VariableInfo {
  readonly label: Text;
  readonly unit?: Text;
  /** levels of a categorical variable in the order of the codebook */
  readonly levels?: readonly { readonly name: string; readonly label: Text }[];
  readonly reference?: string;
}
