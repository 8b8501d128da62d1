/** Whether every column that samples, models and summaries use is in the codebook or made by an earlier step. */
import { placeboColumns } from '../analysis/placebo/placebo.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { YamlPath } from '../yaml/document.ts';
import { mediationColumns, splitColumns } from './extension-columns.ts';
import { type ModelSpec, type SampleSpec, WHOLE_SAMPLE } from './paper.ts';
import { attempt, complain, type SectionName, type Sections } from './sections.ts';

/** A column that something uses, and where in its section. */
interface Use {
  readonly column: string;
  readonly path: YamlPath;
}

/** The columns of each sample; undefined where they cannot be known: an open codebook, or a faulty sample. */
type ColumnsOf = (sample: string) => ReadonlySet<string> | undefined;

/** Notes columns that nothing makes. Where the codebook is open the data decide. */
export function checkColumns(sections: Sections): void {
  const columnsOf = sampleColumns(sections);
  for (const name of sections.samples.keys()) columnsOf(name);
  for (const [name, model] of sections.models) {
    checkUses(sections, 'models', columnsOf(model.sample), modelUses(sections, name, model));
  }
  for (const [name, mediation] of sections.mediations) {
    const uses = mediationColumns(mediation).map(({ column, path }) => ({ column, path: [name, ...path] }));
    checkUses(sections, 'mediations', columnsOfModel(sections, mediation.model, columnsOf), uses);
  }
  for (const [name, split] of sections.splits) {
    const uses = splitColumns(split).map(({ column, path }) => ({ column, path: [name, ...path] }));
    checkUses(sections, 'splits', columnsOfModel(sections, split.model, columnsOf), uses);
  }
  for (const [name, placebo] of sections.placebos) {
    const uses = placeboColumns(placebo).map((column) => ({ column, path: [name] }));
    checkUses(sections, 'placebos', columnsOfModel(sections, placebo.model, columnsOf), uses);
  }
  for (const [name, summary] of sections.summaries) {
    const uses = summary.variables.map((column) => ({ column, path: [name] }));
    checkUses(sections, 'summaries', columnsOf(summary.sample), uses);
  }
}

function columnsOfModel({ models }: Sections, model: string, columnsOf: ColumnsOf): ReadonlySet<string> | undefined {
  const sample = models.get(model)?.sample;
  return sample === undefined ? undefined : columnsOf(sample);
}

function checkUses(
  sections: Sections,
  section: SectionName,
  known: ReadonlySet<string> | undefined,
  uses: readonly Use[],
): void {
  if (known === undefined) return;
  const said = new Set<string>();
  for (const { column, path } of uses) {
    if (known.has(column) || said.has(column)) continue;
    said.add(column);
    const accepted = nearestHint(column, known);
    const remedy =
      accepted === undefined ? 'describe it in the codebook, or make it by a step of the sample' : undefined;
    complain(sections, section, path, {
      finding: `no column "${column}"`,
      ...(accepted && { accepted }),
      ...(remedy && { remedy }),
    });
  }
}

function sampleColumns(sections: Sections): ColumnsOf {
  const { columns, samples } = sections;
  const found = new Map<string, ReadonlySet<string> | undefined>();
  const data = columns && new Set(columns);
  const columnsOf = (name: string, above: readonly string[] = []): ReadonlySet<string> | undefined => {
    if (found.has(name)) return found.get(name);
    const sample = samples.get(name);
    if (sample === undefined) return name === WHOLE_SAMPLE ? data : undefined;
    if (above.includes(name)) {
      complain(sections, 'samples', [name, 'from'], {
        finding: `the sample "${name}" starts from itself`,
        accepted: [...above, name].join(' from '),
      });
      return undefined;
    }
    const start = sample.from === undefined ? data : columnsOf(sample.from, [...above, name]);
    found.set(name, start && columnsAfter(sections, sample, start));
    return found.get(name);
  };
  return columnsOf;
}

function columnsAfter(
  sections: Sections,
  { name, steps }: SampleSpec,
  start: ReadonlySet<string>,
): ReadonlySet<string> {
  const columns = new Set(start);
  for (const [index, step] of steps.entries()) {
    checkUses(
      sections,
      'samples',
      columns,
      step.reads.map((column) => ({ column, path: [name, 'steps', index] })),
    );
    for (const column of step.creates) columns.add(column);
  }
  return columns;
}

/** The columns that a model uses; those of its estimator's own equations are placed at the estimator. */
function modelUses(sections: Sections, name: string, { asked, estimator, effects }: ModelSpec): readonly Use[] {
  const fixed = asked.terms.filter((term) => term.fixedEffect);
  const written = asked.terms.filter((term) => !term.fixedEffect);
  const at =
    (...path: (string | number)[]) =>
    (column: string): Use => ({ column, path: [name, ...path] });
  const equations = attempt(sections, 'models', [name, 'estimator'], () => estimator.equations(asked)) ?? [];
  const inside = equations.flatMap((equation) => [
    equation.outcome,
    ...equation.terms.flatMap((term) => term.variables),
    ...(equation.where?.variables ?? []),
    ...equation.requires,
  ]);
  return [
    at('outcome')(asked.outcome),
    ...fixed.flatMap((term, index) => term.variables.map(at('fixed_effects', index))),
    ...written.flatMap((term, index) => term.variables.map(at('terms', index))),
    ...effects.flatMap(({ reads = [] }, index) => reads.map(at('effects', index))),
    ...(asked.where?.variables ?? []).map(at('where')),
    ...(asked.weights === undefined ? [] : [at('weights')(asked.weights.variable)]),
    ...asked.requires.map(at('vcov')),
    ...inside.map(at('estimator')),
  ];
}
