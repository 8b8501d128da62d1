/** The texts of a spec, and the line on which each part of it stands: what numbers in a report link to. */

export interface SpecLine {
  /** name of the file, without its folder */
  readonly file: string;
  /** counted from 1 */
  readonly line: number;
}

export interface SpecSource {
  readonly files: readonly { readonly name: string; readonly lines: readonly string[] }[];
  /**
   * The line of a part, named from its section down: `models`, `benchmark`, `effects`, `average`; of its nearest ancestor
   * where the last names are not there; undefined when no file has the section.
   */
  lineOf(path: readonly string[]): SpecLine | undefined;
}
