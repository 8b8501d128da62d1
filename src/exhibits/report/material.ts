/** What a report is made of, beside the results: the title page, the exhibits in their order, the texts of the spec. */
import type { Needs } from '../../results/exhibit.ts';
import type { Results } from '../../results/results.ts';
import type { SpecSource } from '../../results/spec-source.ts';
import type { Language, Text } from '../../results/text.ts';
import type { Exhibit } from '../formats/format.ts';

export interface ReportExhibit {
  /** its name in the spec, in the section `tables` or `figures` */
  readonly name: string;
  readonly exhibit: Exhibit;
  readonly needs: Needs;
}

export interface ReportMaterial {
  readonly title: Text;
  /** the paper's reference as a text */
  readonly citation?: string;
  readonly doi?: string;
  readonly exhibits: readonly ReportExhibit[];
  readonly spec: SpecSource;
  /** what was looked for on behalf of the report alone */
  readonly found: Pick<Results, 'audit' | 'lint'>;
}

/** What every section of a report is given. */
export interface ReportParts extends ReportMaterial {
  readonly results: Results;
  readonly language: Language;
  readonly digits?: number;
}
