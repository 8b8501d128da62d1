/** `{ set: name }` in a list of terms -> the terms of that set, which keep the line on which the set wrote them. */
import type { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { YamlDocument, YamlPath } from '../yaml/document.ts';
import { faultAt } from '../yaml/validate.ts';

const MAX_TERMS = 20_000;

/** The document with every set written out below `models`, and the faults of sets that nothing carries. */
export function expandSets(document: YamlDocument): {
  readonly document: YamlDocument;
  readonly faults: readonly Failure[];
} {
  const sets = mappingAt(document.value, 'term_sets');
  const models = mappingAt(document.value, 'models');
  if (models === undefined) return { document, faults: [] };
  const expansion: Expansion = { document, sets: sets ?? {}, written: new Map(), faults: [], terms: 0 };
  const value = { ...(document.value as object), models: expand(expansion, models, ['models']) };
  const expanded = {
    file: document.file,
    value,
    locate: (path: YamlPath, part?: 'key' | 'value') => document.locate(writtenPath(expansion, value, path), part),
  };
  return { document: expanded, faults: expansion.faults };
}

interface Expansion {
  readonly document: YamlDocument;
  readonly sets: Readonly<Record<string, unknown>>;
  /** by expanded list: where each item was written */
  readonly written: Map<unknown, readonly YamlPath[]>;
  readonly faults: Failure[];
  terms: number;
}

function expand(expansion: Expansion, value: unknown, path: YamlPath): unknown {
  if (Array.isArray(value)) return expandList(expansion, value, path);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, expand(expansion, part, [...path, key])]));
}

function expandList(expansion: Expansion, list: readonly unknown[], path: YamlPath): unknown {
  if (!list.some((item) => setName(item) !== undefined))
    return list.map((item, index) => expand(expansion, item, [...path, index]));
  const items = list.flatMap((item, index): { value: unknown; path: YamlPath }[] => {
    const here = [...path, index];
    const name = setName(item);
    if (name === undefined) return [{ value: expand(expansion, item, here), path: here }];
    return termsOfSet(expansion, name, here);
  });
  const expanded = items.map((item) => item.value);
  expansion.written.set(
    expanded,
    items.map((item) => item.path),
  );
  return expanded;
}

function termsOfSet(expansion: Expansion, name: string, path: YamlPath): { value: unknown; path: YamlPath }[] {
  const { document, sets, faults } = expansion;
  const terms = Object.hasOwn(sets, name) ? sets[name] : undefined;
  if (!Array.isArray(terms)) {
    const accepted =
      nearestHint(name, Object.keys(sets)) ??
      `known: ${Object.keys(sets).join(', ') || 'none; declare it under term_sets'}`;
    faults.push(faultAt(document, path, { code: 'E-SPEC-NAME', finding: `no term set "${name}"`, accepted }));
    return [];
  }
  expansion.terms += terms.length;
  if (expansion.terms > MAX_TERMS) {
    faults.push(faultAt(document, path, { code: 'E-SPEC-VALUE', finding: `more than ${MAX_TERMS} terms from sets` }));
    return [];
  }
  return terms.map((value, index) => ({ value, path: ['term_sets', name, index] }));
}

function setName(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || Object.keys(item).length !== 1 || !('set' in item)) return undefined;
  return typeof item.set === 'string' ? item.set : undefined;
}

function writtenPath({ written }: Expansion, root: unknown, path: YamlPath): YamlPath {
  let value = root;
  let at: YamlPath = [];
  for (const step of path) {
    at = written.get(value)?.[Number(step)] ?? [...at, step];
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    value = inside ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return at;
}

function mappingAt(value: unknown, key: string): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const part = (value as Record<string, unknown>)[key];
  return typeof part === 'object' && part !== null && !Array.isArray(part)
    ? (part as Record<string, unknown>)
    : undefined;
}
