/** What a spec says of a column of a sample before any data: its label, unit and measure. */
import type { Measure } from '../results/measure.ts';
import type { Text } from '../results/text.ts';
import type { Analysis } from './paper.ts';

export interface ColumnAbout {
  readonly label: Text;
  readonly unit?: Text;
  readonly measure?: Measure;
  /** a column of levels, with the label of the one that models leave out where it is known */
  readonly category?: { readonly reference?: Text };
  /** a time of adoption: the column whose levels adopt */
  readonly adoptedBy?: string;
}

/** The last step that makes the column has its way, then the codebook; a column that nobody describes is called by its name. */
export function columnAbout(
  analysis: Pick<Analysis, 'codebook' | 'samples'>,
  sample: string,
  column: string,
): ColumnAbout {
  const { codebook, samples } = analysis;
  for (let name: string | undefined = sample; name !== undefined; name = samples.get(name)?.from) {
    for (const step of samples.get(name)?.steps.toReversed() ?? []) {
      const made = step.made?.findLast((one) => one.name === column);
      if (made !== undefined) {
        const { label, unit, measure, category, logOf, adoptedBy } = made;
        const of = logOf === undefined ? undefined : columnAbout(analysis, name, logOf).label;
        const known = of !== undefined && measure?.kind === 'log' ? { kind: 'log' as const, of } : measure;
        return {
          label,
          ...(unit && { unit }),
          ...(known && { measure: known }),
          ...(category && { category }),
          ...(adoptedBy !== undefined && { adoptedBy }),
        };
      }
      if (step.creates.includes(column)) return { label: { en: column } };
    }
    if (samples.get(name)?.from === name) break;
  }
  const declared = codebook.columns.get(column);
  if (declared === undefined) return { label: { en: column } };
  const { kind, label, unit, measure, levels, reference } = declared;
  const first = (levels?.find((level) => level.name === reference) ?? levels?.[0])?.label;
  return {
    label,
    ...(unit && { unit }),
    ...(measure && { measure }),
    ...(kind === 'category' && { category: first === undefined ? {} : { reference: first } }),
  };
}
