/** A choice as a spec writes it: a bare word, or a mapping with one key. */
import type { YamlPath } from '../yaml/document.ts';

export interface WrittenChoice {
  readonly word: string;
  /** what stands under the word; an empty mapping for a bare word */
  readonly options: Readonly<Record<string, unknown>>;
  /** the options as written, where they are a text or a list */
  readonly given: unknown;
  readonly path: YamlPath;
}

/** The choice at a path; undefined for what is none. */
export function choiceAt(value: unknown, path: YamlPath): WrittenChoice | undefined {
  if (typeof value === 'string') return { word: value, options: {}, given: undefined, path };
  if (!isRecord(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return undefined;
  const [word, given] = entry;
  return { word, options: isRecord(given) ? given : {}, given, path };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mapping as written, or an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** A list as written, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
