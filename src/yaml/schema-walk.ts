/** What a schema accepts at a path: asked for the keys that a misspelt one may have meant. */
import type { z } from 'zod';
import { choicesBehind } from './choice.ts';
import type { YamlPath } from './document.ts';

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly getter?: () => z.ZodType;
}

function definition(schema: z.ZodType): Def {
  return schema._zod.def as unknown as Def;
}

/** A schema without its wrappers (optional, default, pipe, lazy), one entry per member of a union. */
function bare(schema: z.ZodType): readonly z.ZodType[] {
  if (choicesBehind(schema) !== undefined) return [schema];
  const { innerType, type, getter, options, ...def } = definition(schema);
  if (innerType !== undefined) return bare(innerType);
  if (type === 'lazy' && getter !== undefined) return bare(getter());
  if (type === 'pipe' && def.in !== undefined && def.out !== undefined) {
    return bare(definition(def.in).type === 'transform' ? def.out : def.in);
  }
  if (type === 'union' && options !== undefined) return options.flatMap(bare);
  return [schema];
}

function step(schema: z.ZodType, key: string | number): readonly z.ZodType[] {
  const behind = choicesBehind(schema);
  if (behind !== undefined) {
    const choices = behind.choices();
    const choice = typeof key === 'string' && Object.hasOwn(choices, key) ? choices[key] : undefined;
    return choice === undefined ? [] : bare(choice.options);
  }
  const { shape, element, valueType } = definition(schema);
  if (shape !== undefined) return Object.hasOwn(shape, key) ? bare(shape[key]!) : [];
  const inside = typeof key === 'number' ? element : valueType;
  return inside === undefined ? [] : bare(inside);
}

/** The schemas that stand at a path. */
function schemasAt(schema: z.ZodType, path: YamlPath): readonly z.ZodType[] {
  return path.reduce<readonly z.ZodType[]>((found, key) => found.flatMap((one) => step(one, key)), bare(schema));
}

/** The keys that are known at a path: those of a mapping, or the words of a choice. */
export function keysAt(schema: z.ZodType, path: YamlPath): readonly string[] {
  return keysOf(schemasAt(schema, path));
}

function keysOf(schemas: readonly z.ZodType[]): readonly string[] {
  return schemas.flatMap((one) => Object.keys(choicesBehind(one)?.choices() ?? definition(one).shape ?? {}));
}

/** Whether the names at a path are free: a mapping from names that the spec gives. */
export function namesAt(schema: z.ZodType, path: YamlPath): boolean {
  return schemasAt(schema, path).some((one) => definition(one).type === 'record');
}

/** Where else a key is known: one level deeper under a sibling, or in a mapping around this one. */
export function keysElsewhere(schema: z.ZodType, path: YamlPath): ReadonlyMap<string, string> {
  const elsewhere = new Map<string, string>();
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const around = path.slice(0, depth);
    for (const key of keysAt(schema, around)) if (!elsewhere.has(key)) elsewhere.set(key, placeName(around));
  }
  for (const sibling of keysAt(schema, path)) {
    for (const key of keysAt(schema, [...path, sibling]))
      if (!elsewhere.has(key)) elsewhere.set(key, `under "${sibling}"`);
  }
  return elsewhere;
}

function placeName(path: YamlPath): string {
  const last = path.at(-1);
  return last === undefined ? 'at the top' : typeof last === 'number' ? 'one level up' : `in "${last}"`;
}

/** What the schema's author said of the value at a path. */
export function descriptionAt(schema: z.ZodType, path: YamlPath): string | undefined {
  const last = path.at(-1);
  if (last === undefined) return schema.description;
  for (const parent of schemasAt(schema, path.slice(0, -1))) {
    const part = typeof last === 'string' ? definition(parent).shape?.[last] : definition(parent).element;
    if (part?.description !== undefined) return part.description;
  }
  return undefined;
}
