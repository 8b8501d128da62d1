/** readings.yaml against the published numbers: typed questions, every fault with its line. */
import { type Failure, Failures } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import { checks } from '../exhibits/audit/registry.ts';
import type { Published } from '../exhibits/published/schema.ts';
import { matchesAny, matchesPattern, type NumberCell, numberCells } from '../exhibits/readings/printed-cells.ts';
import type { Evidence, Question } from '../exhibits/readings/question.ts';
import { parseYaml, type YamlDocument, type YamlPath } from '../yaml/document.ts';
import { formatPath } from '../yaml/path.ts';
import { check, faultAt } from '../yaml/validate.ts';
import { readSpecText } from './read-spec.ts';
import { readingsSchema } from './readings-schema.ts';
import { settingPath } from './settings.ts';

export interface Readings {
  readonly questions: ReadonlyMap<string, Question>;
  readonly document: YamlDocument;
}

/** Throws E-SPEC-READ, E-SPEC-YAML, or Failures with every fault of the file and every name that the published file lacks. */
export function loadReadings(path: string, published: Published): Readings {
  const document = parseYaml(readSpecText(path), path);
  const { value, faults } = check(document, readingsSchema);
  const all = [...faults];
  const names: Names = {
    cells: numberCells(published),
    columns: published.tables.flatMap(({ id, columns }) => columns.map((column) => `${id}.${column.id}`)),
  };
  for (const question of value?.questions.values() ?? []) all.push(...questionFaults(document, question, names));
  if (all.length > 0) throw new Failures(all);
  return { questions: value!.questions, document };
}

interface Names {
  readonly cells: ReadonlyMap<string, NumberCell>;
  readonly columns: readonly string[];
}

function questionFaults(document: YamlDocument, question: Question, { cells, columns }: Names): readonly Failure[] {
  const known = [...cells.keys()];
  const faults: Failure[] = [];
  const complain = (path: YamlPath, finding: string, name: string, candidates: readonly string[]) => {
    const accepted =
      nearestHint(name, candidates) ?? (candidates.length <= 30 ? `known: ${candidates.join(', ')}` : undefined);
    const at = ['questions', question.name, ...path];
    faults.push(faultAt(document, at, { code: 'E-SPEC-NAME', finding, ...(accepted !== undefined && { accepted }) }));
  };
  const mustMatch = (patterns: readonly string[], path: YamlPath) => {
    for (const [index, pattern] of patterns.entries()) {
      if (known.some((name) => matchesPattern(pattern, name))) continue;
      complain([...path, index], `"${pattern}" matches no published number`, pattern, known);
    }
  };
  const mustBe = (kind: string, name: string, candidates: readonly string[], path: YamlPath) => {
    if (!candidates.includes(name)) complain(path, `no ${kind} "${name}"`, name, candidates);
  };
  mustMatch(question.cells, ['cells']);
  for (const [at, tolerance] of question.tolerances.entries()) mustMatch(tolerance.cells, ['tolerances', at, 'cells']);
  for (const [at, { cell }] of question.focal.entries()) mustBe('published number', cell, known, ['focal', at, 'cell']);
  for (const [at, { where }] of question.exclude.entries()) {
    for (const [choice, alternatives] of Object.entries(where)) {
      const path = ['exclude', at, 'where', choice];
      const found = question.choices.get(choice);
      mustBe('choice', choice, [...question.choices.keys()], path);
      for (const name of alternatives) if (found) mustBe('alternative', name, [...found.alternatives.keys()], path);
    }
  }
  for (const { name: choice, alternatives } of question.choices.values()) {
    for (const { name, ruledOutBy } of alternatives.values()) {
      const path = ['choices', choice, 'alternatives', name, 'ruled_out_by'];
      for (const [at, evidence] of ruledOutBy.entries()) {
        for (const [kind, said, candidates] of namesIn(evidence, known, columns))
          mustBe(kind, said, candidates, [...path, at]);
      }
    }
  }
  const bare = [...cells].filter(
    ([name, { type }]) =>
      type === 'estimate' &&
      matchesAny(question.cells, name) &&
      !question.tolerances.some((tolerance) => matchesAny(tolerance.cells, name)),
  );
  if (bare.length > 0) {
    const finding = `no tolerance names ${bare[0]![0]}${bare.length > 1 ? ` and ${bare.length - 1} other estimates` : ''}`;
    const remedy = 'say how far a standard error may be off on other data, and why';
    faults.push(
      faultAt(document, ['questions', question.name, 'tolerances'], { code: 'E-SPEC-VALUE', finding, remedy }),
    );
  }
  return faults;
}

type Named = readonly [kind: string, name: string, candidates: readonly string[]];

function namesIn(evidence: Evidence, cells: readonly string[], columns: readonly string[]): readonly Named[] {
  switch (evidence.kind) {
    case 'check': {
      const names = checks.map(({ name }) => name);
      const places = [...columns, ...cells];
      return [
        ['check', evidence.check, names],
        ...evidence.cells.map((one): Named => ['published column', one, places]),
      ];
    }
    case 'ratio':
      return [
        ['published column', evidence.effect, columns],
        ['published column', evidence.coefficient, columns],
      ];
    case 'smallest_std_error':
      return [
        ['published column', evidence.estimates, columns],
        ['published column', evidence.shares, columns],
      ];
  }
}

/**
 * A fault of a spec with the settings of a reading, placed where readings.yaml wrote the setting: what is wrong with a setting is
 * said once, on its line. Other errors come back as they are.
 */
export function placedSetting(
  error: unknown,
  { document, questions }: Readings,
  choices: Readonly<Record<string, string>>,
  question: string,
): unknown {
  if (!(error instanceof Failures)) return error;
  const lines = [...questions.get(question)!.choices.values()].flatMap(({ name, alternatives }) =>
    alternatives.get(choices[name]!)!.settings.map((setting, index) => ({
      path: formatPath(settingPath(setting)),
      at: ['questions', question, 'choices', name, 'alternatives', choices[name]!, 'settings', index],
    })),
  );
  const placed = error.failures.map((failure) => {
    const { place, ...parts } = failure.parts;
    if (place?.file !== '--set') return failure;
    const said = place.path ?? '';
    // a step that is not there ends the path of the fault; one inside a value goes on after it
    const line = lines.find(({ path }) => said.startsWith(path)) ?? lines.find(({ path }) => path.startsWith(said));
    if (line === undefined) return failure;
    const finding = `${said}: ${parts.finding}`;
    return faultAt(document, line.at, { code: failure.code, ...parts, finding });
  });
  return new Failures(placed);
}
