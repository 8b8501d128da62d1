/** `--set path=value`: a key of the spec replaced before anything is validated. */
import type { z } from 'zod';
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import { parseYaml, type YamlDocument, type YamlPath } from '../yaml/document.ts';
import { withValue } from '../yaml/override.ts';
import { formatPath, parsePath, valueAt } from '../yaml/path.ts';
import { keysAt, namesAt } from '../yaml/schema-walk.ts';

/** A file of the spec and the schema that it has to meet. */
export interface SpecFile {
  readonly document: YamlDocument;
  readonly schema: z.ZodType;
}

/**
 * The file that a setting concerns, with the value replaced. The value is YAML; an empty one takes the key out. A step of the
 * path is a key, an index in brackets, or the word of a list's item (`terms.power.exponent`). E-USAGE, with the nearest
 * name, for a path that the spec does not have.
 */
export function applySetting<F extends SpecFile>(
  files: readonly F[],
  setting: string,
): { readonly file: F; readonly changed: F } {
  const { path, text } = parseSetting(setting);
  const [section] = path;
  const file = files.find(({ schema }) => section !== 'schema' && keysAt(schema, []).includes(String(section)));
  if (file === undefined) {
    const known = files.flatMap(({ schema }) => keysAt(schema, [])).filter((key) => key !== 'schema');
    throw unknownStep([], String(section), known);
  }
  const resolved = resolve(file, path);
  const origin = `--set ${formatPath(path)}`;
  const value = text.trim() === '' ? undefined : parseYaml(text, origin).value;
  return { file, changed: { ...file, document: withValue(file.document, resolved, value, { file: '--set' }) } };
}

/** The setting that puts a value, in YAML, at a path. */
export function settingOf(path: YamlPath, value: string): string {
  return `${formatPath(path)}=${value}`;
}

/** The path that a setting replaces; E-USAGE for what is not path=value. */
export function settingPath(setting: string): YamlPath {
  return parseSetting(setting).path;
}

function parseSetting(setting: string): { path: YamlPath; text: string } {
  const match = /^((?:"(?:[^"\\]|\\.)*"|[^"=])*)=([\s\S]*)$/.exec(setting);
  const path = match === null ? undefined : parsePath(match[1]!.trim());
  if (match === null || path === undefined) {
    throw new Failure('E-USAGE', {
      place: { file: '--set' },
      finding: `"${setting}" is not path=value`,
      remedy: 'for example models.m.vcov=robust',
    });
  }
  return { path, text: match[2]! };
}

function unknownStep(before: YamlPath, step: string | number, known: readonly string[]): Failure {
  const accepted =
    (typeof step === 'string' && nearestHint(step, known)) ||
    (known.length > 0 ? `known: ${known.join(', ')}` : undefined);
  const place = { file: '--set', path: formatPath([...before, step]) };
  return new Failure('E-USAGE', {
    place,
    finding: `no ${typeof step === 'number' ? `item ${step}` : `"${step}"`} ${before.length === 0 ? 'in the spec' : `in ${formatPath(before)}`}`,
    ...(accepted && { accepted }),
  });
}

/** The path in the file, with the items of lists by index. */
function resolve(file: SpecFile, path: YamlPath): YamlPath {
  let resolved: YamlPath = [];
  for (const step of path) resolved = stepInto(file, resolved, step);
  return resolved;
}

function stepInto({ document, schema }: SpecFile, before: YamlPath, step: string | number): YamlPath {
  const value = valueAt(document.value, before);
  if (Array.isArray(value)) return intoList(value, before, step);
  if (typeof value === 'string') {
    if (value === step) return [...before, step];
    throw unknownStep(before, step, [value]);
  }
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, step)) return [...before, step];
  // names are the spec's own and have to be there; keys may be set that were left out
  const known = namesAt(schema, before) ? Object.keys(value ?? {}) : keysAt(schema, before);
  if (namesAt(schema, before) || !known.includes(String(step))) throw unknownStep(before, step, known);
  return [...before, step];
}

function intoList(list: readonly unknown[], before: YamlPath, step: string | number): YamlPath {
  const words = list.map((item) => {
    if (typeof item !== 'object' || item === null) return String(item);
    const keys = Object.keys(item);
    return keys.length === 1 ? keys[0]! : '';
  });
  const found = typeof step === 'number' ? step : words.indexOf(step);
  if (typeof step === 'string' && words.lastIndexOf(step) !== found) {
    const place = { file: '--set', path: formatPath([...before, step]) };
    throw new Failure('E-USAGE', {
      place,
      finding: `several items "${step}"`,
      remedy: `say which: ${formatPath([...before, found])}`,
    });
  }
  if (found < 0 || found >= list.length) {
    const known = words.filter((word) => word !== '');
    throw unknownStep(before, step, known);
  }
  return typeof step === 'number' ? [...before, found] : [...before, found, step];
}
