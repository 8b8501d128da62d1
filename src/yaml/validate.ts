/** A document against a schema: the typed value, or every fault at once with its line and column. */
import type { z } from 'zod';
import type { FailureCode } from '../errors/catalogue.ts';
import { Failure, type FailureParts, Failures } from '../errors/failure.ts';
import { nearestName } from '../errors/nearest.ts';
import type { YamlDocument, YamlPath } from './document.ts';
import { acceptedWords, foundText, kindsWanted, limit, wrongKind } from './fault-words.ts';
import { valueAt, without } from './path.ts';
import { descriptionAt, keysAt, keysElsewhere, namesAt } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;
type Parts = Omit<FailureParts, 'place'> & { readonly code: FailureCode; readonly part?: 'key' | 'value' };

/** The value that the schema makes of the document; Failures with all faults, in the order of the file. */
export function validate<T>(document: YamlDocument, schema: z.ZodType<T>): T {
  const { value, faults } = check(document, schema);
  if (faults.length > 0) throw new Failures(faults);
  return value as T;
}

/**
 * The faults of a document, and its value. When there are faults, the value is that of the document without the named entries
 * that carry them, so that references to the others can be looked up; undefined when a fault is outside every entry.
 */
export function check<T>(
  document: YamlDocument,
  schema: z.ZodType<T>,
): { value: T | undefined; faults: readonly Failure[] } {
  const faults: Failure[] = [];
  let sound = document.value;
  for (;;) {
    const result = schema.safeParse(sound);
    if (result.success) return { value: result.data, faults: inOrder(faults) };
    const { issues } = result.error;
    faults.push(
      ...issues
        .filter((issue) => !followsFrom(issues, issue))
        .flatMap((issue) => faultsOf(document, schema, issue, [])),
    );
    // what an entry is built into is only looked at once every entry has the right shape: look again without the faulty ones
    const entries = issues.map((issue) => entryOf(schema, issue.path as YamlPath));
    const found = entries.every((entry) => entry !== undefined && valueAt(sound, entry) !== undefined);
    if (!found) return { value: undefined, faults: inOrder(faults) };
    sound = entries.reduce((value, entry) => without(value, entry!), sound);
  }
}

/** zod builds a mapping with unknown keys from the keys that it knows: what is then wrong may only be the misspelt key. */
function followsFrom(issues: readonly Issue[], issue: Issue): boolean {
  const path = issue.path.join('\0');
  return (
    issue.code === 'custom' &&
    issues.some((other) => other.code === 'unrecognized_keys' && other.path.join('\0') === path)
  );
}

/** The path of the named entry that a path leads into. */
function entryOf(schema: z.ZodType, path: YamlPath): YamlPath | undefined {
  const depth = path.findIndex((_, index) => namesAt(schema, path.slice(0, index)));
  return depth === -1 ? undefined : path.slice(0, depth + 1);
}

/** Faults in the order of the file, each once. */
function inOrder(faults: readonly Failure[]): readonly Failure[] {
  const position = ({ parts: { place } }: Failure) => (place?.line ?? 0) * 1e5 + (place?.column ?? 0);
  const once = new Map(faults.map((fault) => [fault.message, fault]));
  return [...once.values()].sort((a, b) => position(a) - position(b));
}

/** A fault of a document at a path. */
export function faultAt(document: YamlDocument, path: YamlPath, { code, part, ...parts }: Parts): Failure {
  return new Failure(code, { place: document.locate(path, part), ...parts });
}

function faultsOf(document: YamlDocument, schema: z.ZodType, issue: Issue, prefix: YamlPath): Failure[] {
  const path = [...prefix, ...(issue.path as (string | number)[])];
  const value = valueAt(document.value, path);
  const fault = (parts: Parts) => [faultAt(document, path, parts)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => faultAt(document, [...path, key], unknownKey(schema, path, key)));
  }
  if (value === undefined && path.length > 0) return fault(missing(schema, path, issue));
  // what is no mapping at all may be a file of data, whose text is not to be shown
  if (path.length === 0 && typeof value === 'string') return fault(notASpec);
  switch (issue.code) {
    case 'custom':
      return fault(ownWords(issue));
    case 'invalid_union': {
      const branch = nearestBranch(issue.errors);
      if (branch !== undefined) return branch.flatMap((inner) => faultsOf(document, schema, inner, path));
      const wanted = 'options' in issue && issue.options ? issue.options : kindsWanted(issue.errors);
      return fault({ code: 'E-SPEC-VALUE', finding: foundText(value), ...acceptedWords(value, wanted) });
    }
    case 'invalid_value':
      return fault({ code: 'E-SPEC-VALUE', finding: foundText(value), ...acceptedWords(value, issue.values) });
    case 'invalid_key': {
      const reason = issue.issues[0]?.message;
      return fault({
        code: 'E-SPEC-KEY',
        finding: `the key "${path.at(-1)}"`,
        ...(reason && { accepted: reason }),
        part: 'key',
      });
    }
    case 'invalid_type':
      return fault({ code: 'E-SPEC-VALUE', finding: foundText(value), ...wrongKind(issue.expected, value) });
    default:
      return fault({ code: 'E-SPEC-VALUE', finding: foundText(value), accepted: limit(issue) });
  }
}

const notASpec: Parts = {
  code: 'E-SPEC-VALUE',
  finding: 'text without keys',
  accepted: 'accepted: a mapping',
  remedy: 'a file of data goes to --data',
};

function missing(schema: z.ZodType, path: YamlPath, issue: Issue): Parts {
  const said = descriptionAt(schema, path);
  const words = issue.code === 'custom' ? (issue.params?.accepted as string | undefined) : undefined;
  const finding = `the required key "${path.at(-1)}" is missing`;
  return {
    code: 'E-SPEC-VALUE',
    finding,
    ...(words && { accepted: words }),
    ...(said && { remedy: said }),
    part: 'key',
  };
}

function unknownKey(schema: z.ZodType, path: YamlPath, key: string): Parts {
  const known = keysAt(schema, path);
  const elsewhere = keysElsewhere(schema, path);
  const near = nearestName(key, known);
  const accepted =
    (elsewhere.has(key) && `"${key}" belongs ${elsewhere.get(key)}`) ||
    (near !== undefined && `nearest: "${near}"`) ||
    (known.length > 0 && `known: ${known.join(', ')}`);
  return { code: 'E-SPEC-KEY', finding: `no key "${key}" here`, ...(accepted && { accepted }), part: 'key' };
}

/** The branch of a union that the writer probably meant: not of another kind altogether, and with the fewest faults. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const meant = branches.filter((issues) => issues.length > 0 && !issues.some(isOtherKind));
  return meant.toSorted((a, b) => a.length - b.length)[0];
}

function isOtherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  return (
    issue.code === 'invalid_type' ||
    issue.code === 'invalid_value' ||
    (issue.code === 'invalid_union' && !('options' in issue))
  );
}

/** A fault that choice.ts or a schema of ours described itself. */
function ownWords(issue: Extract<Issue, { code: 'custom' }>): Parts {
  const { code = 'E-SPEC-VALUE', accepted, remedy } = (issue.params ?? {}) as Partial<Parts>;
  return { code, finding: issue.message, ...(accepted && { accepted }), ...(remedy && { remedy }) };
}
