/** Where in the files of a spec its parts stand, by name: the lines that numbers of a report link to. */
import { basename, extname } from 'node:path';
import type { SpecSource } from '../results/spec-source.ts';
import { parseYaml, type YamlDocument } from '../yaml/document.ts';
import { valueAt } from '../yaml/path.ts';
import type { AnalysisOrigin } from './paper.ts';

/** The texts that an analysis was loaded from, by file name. */
export function originTexts(origin: AnalysisOrigin): Readonly<Record<string, string>> {
  return origin.kind === 'paper' ? origin.texts : { [basename(origin.file)]: origin.text };
}

/**
 * Texts of a spec by file name, which must have loaded before. A section is the first file's that has it; the name of a file
 * without its ending stands for its whole text (`published`). An item of a list is found by its word, or by the value of
 * its first key or of `name`, `key` or `id`. Settings of the command line do not move lines.
 */
export function specLines(texts: Readonly<Record<string, string>>): SpecSource {
  const documents = Object.entries(texts).map(([name, text]) => ({ name, document: parseYaml(text, name) }));
  return {
    files: Object.entries(texts).map(([name, text]) => ({ name, lines: text.replace(/\r?\n$/, '').split(/\r?\n/) })),
    lineOf([section = '', ...rest]) {
      const own = documents.find(({ document }) => valueAt(document.value, [section]) !== undefined);
      const whole = documents.find(({ name }) => basename(name, extname(name)) === section);
      const found = own ?? whole;
      if (found === undefined) return undefined;
      const path = walk(found.document, found === own ? [section] : [], rest);
      return { file: found.name, line: found.document.locate(path).line ?? 1 };
    },
  };
}

/** The steps of a path as the document has them, as far as they go. */
function walk(
  { value }: YamlDocument,
  from: readonly string[],
  names: readonly string[],
): readonly (string | number)[] {
  const path: (string | number)[] = [...from];
  for (const name of names) {
    const part = valueAt(value, path);
    const step = Array.isArray(part) ? part.findIndex((item) => isNamed(item, name)) : name;
    if (step === -1 || valueAt(value, [...path, step]) === undefined) break;
    path.push(step);
  }
  return path;
}

const NAMING_KEYS = ['name', 'key', 'id', 'variable'] as const;

/** `average` is the item `average`, `{ average: ... }`, `{ name: average }` or `{ marginal_effects: { name: average } }`. */
function isNamed(item: unknown, name: string): boolean {
  if (item === name) return true;
  if (typeof item !== 'object' || item === null) return false;
  const [first] = Object.entries(item);
  if (first === undefined) return false;
  const [word, inner] = first;
  const named = (part: unknown) => NAMING_KEYS.some((key) => valueAt(part, [key]) === name);
  return named(item) || named(inner) || inner === name || word === name;
}
