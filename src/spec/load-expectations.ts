/** expect.yaml, or the section `expect` of a spec -> what is expected of which cell, and where each stands. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, type FailureParts, Failures } from '../errors/failure.ts';
import type { Expectation, ExpectationDefaults, Frozen } from '../exhibits/expectations/expectation.ts';
import { formatAddress, parseAddress } from '../results/address.ts';
import { parseYaml, type YamlDocument, type YamlPath } from '../yaml/document.ts';
import { valueAt } from '../yaml/path.ts';
import { check, faultAt, validate } from '../yaml/validate.ts';
import { type ExpectCells, type ExpectEntry, expectSchema, expectSection } from './expect-schema.ts';
import type { Analysis } from './paper.ts';
import { readSpecText } from './read-spec.ts';
import { writtenSpec } from './written-spec.ts';

export interface PlacedExpectation {
  readonly expectation: Expectation;
  readonly file: string;
  readonly line: number;
  /** a fault of this expectation */
  fault(parts: Omit<FailureParts, 'place'>): Failure;
}

export interface LoadedExpectations {
  readonly expectations: readonly PlacedExpectation[];
  readonly defaults: ExpectationDefaults;
  readonly frozen?: Frozen;
}

/**
 * Reads a file; without one the section `expect` of a single-file spec, else expect.yaml in the folder of the spec. Throws
 * E-SPEC-READ, E-SPEC-YAML, or Failures with every fault of the file.
 */
export function loadExpectations(analysis: Analysis, file?: string): LoadedExpectations {
  if (file !== undefined) return fromFile(file);
  const section = sectionOf(analysis);
  if (section !== undefined) return fromSection(section);
  const beside = join(analysis.folder, 'expect.yaml');
  if (existsSync(beside)) return fromFile(beside);
  throw new Failure('E-SPEC-READ', {
    place: { file: beside },
    finding: 'no such file, and the spec has no section "expect"',
    remedy: 'name a file after --expect, or write one by the command freeze',
  });
}

function sectionOf(analysis: Analysis): YamlDocument | undefined {
  return analysis.origin?.kind === 'spec' ? writtenSpec(analysis)?.fileOf(['expect'])?.document : undefined;
}

function fromFile(file: string): LoadedExpectations {
  const document = parseYaml(readSpecText(file), file);
  const { cells, tolerance, stars, level, frozen } = validate(document, expectSchema);
  const defaults = { stars, level, ...(tolerance && { tolerance }) };
  return { expectations: placed(document, ['cells'], cells, stars), defaults, ...(frozen && { frozen }) };
}

/** The spec loaded, so the section is sound. */
function fromSection(document: YamlDocument): LoadedExpectations {
  const section: YamlDocument = { ...document, value: valueAt(document.value, ['expect']) };
  const { cells, tolerance, stars, level } = check(section, expectSection).value!;
  return {
    expectations: placed(document, ['expect', 'cells'], cells, stars),
    defaults: { stars, level, ...(tolerance && { tolerance }) },
  };
}

function placed(
  document: YamlDocument,
  at: YamlPath,
  cells: ExpectCells,
  rule: ExpectationDefaults['stars'],
): readonly PlacedExpectation[] {
  const faults: Failure[] = [];
  const found: PlacedExpectation[] = [];
  const add = (entry: ExpectEntry, path: YamlPath, within: string): void => {
    const { line = 1 } = document.locate(path);
    const fault = (parts: Omit<FailureParts, 'place'>) => faultAt(document, path, { code: 'E-SPEC-NAME', ...parts });
    if (entry.stars && rule[entry.stars] === undefined) faults.push(unearnable(document, path, entry.stars, rule));
    try {
      found.push({ expectation: expectationOf(entry, within), file: document.file, line, fault });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { place: _, ...parts } = error.parts;
      faults.push(faultAt(document, path, { code: error.code, ...parts }));
    }
  };
  for (const [index, cell] of cells.entries()) {
    if (!('within' in cell)) add(cell, [...at, index], '');
    else for (const [inner, entry] of cell.cells.entries()) add(entry, [...at, index, 'cells', inner], cell.within);
  }
  if (faults.length > 0) throw new Failures(faults);
  return found;
}

/** Stars that no p value earns: the expectation could never be met. */
function unearnable(
  document: YamlDocument,
  path: YamlPath,
  stars: string,
  rule: ExpectationDefaults['stars'],
): Failure {
  const known = Object.keys(rule).map((mark) => `"${mark}"`);
  return faultAt(document, [...path, 'stars'], {
    code: 'E-SPEC-VALUE',
    finding: `no rule gives "${stars}"`,
    accepted: `accepted: "", ${known.join(', ')}`,
    remedy: 'or declare it under `stars` above `cells`',
  });
}

function expectationOf(entry: ExpectEntry, within: string): Expectation {
  const { cell, model, equation, effect, term, ...assertions } = entry;
  const { decimals: _, tolerance: __, ...asserted } = assertions;
  if (Object.keys(asserted).length === 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding: 'nothing is expected of the cell',
      accepted: 'accepted: value, se, sign, stars, n, p_below, p_above, greater_than, less_than, equal_to',
    });
  }
  const name = nameOf({ cell, parts: [model, equation, effect, term] });
  return { ...assertions, cell: within === '' ? name : joined(within, name) } as Expectation;
}

interface Named {
  readonly cell: string | undefined;
  /** model, equation, effect and term */
  readonly parts: readonly (string | undefined)[];
}

function nameOf({ cell, parts }: Named): string {
  const named = parts.filter((part) => part !== undefined);
  if (cell !== undefined && named.length === 0) return cell;
  if (cell === undefined && named.length === parts.length) return formatAddress(['models', ...named]);
  throw new Failure('E-SPEC-VALUE', {
    finding: cell === undefined ? 'no cell is named' : 'the cell is named twice',
    accepted: 'accepted: cell, or model with equation, effect and term',
  });
}

/** An address below another; a name that is not one, as it stands. */
function joined(within: string, name: string): string {
  const [outer, inner] = [parseAddress(within), parseAddress(name)];
  if (outer !== undefined && inner !== undefined) return formatAddress([...outer, ...inner]);
  return `${within}.${name}`;
}
