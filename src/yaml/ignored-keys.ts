/** Keys that an open mapping ignores although they look like one that it reads: a misspelt key must not pass unseen. */
import type { z } from 'zod';
import { nearestName } from '../errors/nearest.ts';
import type { YamlDocument, YamlPath } from './document.ts';
import { keysAt, namesAt } from './schema-walk.ts';

/** One sentence per such key, in the order of the file. Keys that are near to none, or to one that is there too, are left alone. */
export function ignoredKeys(document: YamlDocument, schema: z.ZodType): readonly string[] {
  return inside(document.value, []).map(([path, key, near]) => {
    const { line, column } = document.locate([...path, key], 'key');
    return `${document.file}:${line}:${column}: the key "${key}" is not read; nearest: "${near}"`;
  });

  function inside(value: unknown, path: YamlPath): readonly (readonly [YamlPath, string, string])[] {
    if (Array.isArray(value)) return value.flatMap((part, k) => inside(part, [...path, k]));
    if (typeof value !== 'object' || value === null) return [];
    const known = new Set(keysAt(schema, path));
    const free = namesAt(schema, path) || known.size === 0;
    return Object.entries(value).flatMap(([key, part]) => {
      if (free || known.has(key)) return inside(part, [...path, key]);
      const near = nearestName(
        key,
        [...known].filter((other) => !Object.hasOwn(value, other)),
      );
      return near === undefined ? [] : [[path, key, near] as const];
    });
  }
}
