/** Mappings with fixed keys: snake_case in YAML, camelCase in TypeScript, optional keys never undefined. */
import { z } from 'zod';

type Camel<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

/** The record that a mapping becomes: keys in camelCase, readonly. */
type CamelRecord<T> = { readonly [K in keyof T as Camel<K>]: Exclude<T[K], undefined> };

/** A mapping that takes these keys and no others. */
export function record<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape).transform(camelKeys);
}

/** A mapping that takes these keys and ignores others: for files that someone else writes. */
export function openRecord<S extends z.ZodRawShape>(shape: S) {
  return z.object(shape).transform(camelKeys);
}

function camelKeys<T extends object>(value: T): CamelRecord<T> {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [camelCase(key), part])) as CamelRecord<T>;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
