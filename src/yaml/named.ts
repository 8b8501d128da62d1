/** A mapping from names that the spec gives to things of one kind. */
import { z } from 'zod';
import { guarded } from './choice.ts';

const name = z
  .string()
  .regex(/^[^\s.[\]"=]+$/, 'accepted: a name without spaces, dots, brackets, quotes and =')
  .describe('a name of your own');

/** Names in the order of the file, each with what build() makes of its entry; a Failure it throws is a fault of that entry. */
export function named<S extends z.ZodType, T>(
  entry: S,
  build: (name: string, entry: z.output<S>) => T,
): z.ZodType<ReadonlyMap<string, T>> {
  return namedBy(name, entry, build);
}

/** The same for names that someone else gave: columns of a file may be called anything. */
export function namedFreely<S extends z.ZodType, T>(
  entry: S,
  build: (name: string, entry: z.output<S>) => T,
): z.ZodType<ReadonlyMap<string, T>> {
  return namedBy(z.string().min(1), entry, build);
}

function namedBy<S extends z.ZodType, T>(key: z.ZodString, entry: S, build: (name: string, entry: z.output<S>) => T) {
  return z.record(key, entry).transform((entries, context): ReadonlyMap<string, T> => {
    const made = Object.entries(entries).map(([key, value]): [string, T] => {
      return [key, guarded(() => build(key, value as z.output<S>), value, context, [key])];
    });
    return new Map(made);
  }) as unknown as z.ZodType<ReadonlyMap<string, T>>;
}
