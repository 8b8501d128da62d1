/** The one grammar of every choice in a spec: a bare word (`probit`) or a mapping with one key (`{ gamma: { link: log } }`). */
import { z } from 'zod';
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';

/** One member of a registry: what it is, the options it takes (a strict object), and how it is built from them. */
export interface Choice<T> {
  readonly summary: string;
  readonly options: z.ZodType;
  build(options: unknown): T;
}

/** Types a registry entry: `build` receives the parsed options. */
export function defineChoice<S extends z.ZodType, T>(choice: {
  readonly summary: string;
  readonly options: S;
  build(options: z.output<S>): T;
}): Choice<T> {
  return choice as unknown as Choice<T>;
}

const choicesOfSchema = new WeakMap<z.ZodType, { noun: string; choices: () => Readonly<Record<string, Choice<unknown>>> }>();

/** The registry behind a schema made by choiceOf; the JSON Schema generator asks. */
export function choicesBehind(schema: z.ZodType) {
  return choicesOfSchema.get(schema);
}

/**
 * The schema of a choice among the members of a registry. The registry is given as a function, so that a member's options
 * may contain the same choice again (a two-part estimator of estimators).
 */
export function choiceOf<T>(noun: string, choices: () => Readonly<Record<string, Choice<T>>>): z.ZodType<T> {
  const schema = z.unknown().transform((value, context): T => {
    const members = choices();
    const [name, options] = wordAndOptions(value);
    const choice = name === undefined ? undefined : Object.hasOwn(members, name) ? members[name] : undefined;
    if (name === undefined || choice === undefined) {
      const known = Object.keys(members).join(', ');
      const found = name === undefined ? `a ${noun} is a word or a mapping with one key` : `no ${noun} "${name}"`;
      const hint = name === undefined ? undefined : nearestHint(name, Object.keys(members));
      context.issues.push({ code: 'custom', message: found, input: value, params: { code: 'E-SPEC-NAME', accepted: hint ?? `known: ${known}` } });
      return z.NEVER;
    }
    const parsed = choice.options.safeParse(options ?? {});
    if (!parsed.success) {
      const prefix = typeof value === 'string' ? [] : [name];
      for (const issue of parsed.error.issues) {
        context.issues.push({ ...issue, input: value, path: [...prefix, ...issue.path] } as never);
      }
      return z.NEVER;
    }
    return guarded(() => choice.build(parsed.data), value, context);
  });
  choicesOfSchema.set(schema, { noun, choices });
  return schema as unknown as z.ZodType<T>;
}

/** A schema whose value is built by a function that may throw a Failure: the failure becomes a fault at that place. */
export function built<S extends z.ZodType, T>(schema: S, build: (value: z.output<S>) => T): z.ZodType<T> {
  return schema.transform((value, context): T => guarded(() => build(value), value, context)) as unknown as z.ZodType<T>;
}

function guarded<T>(build: () => T, input: unknown, context: z.core.$RefinementCtx): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { finding, accepted, remedy } = error.parts;
    context.issues.push({ code: 'custom', message: finding, input, params: { code: error.code, accepted, remedy } });
    return z.NEVER;
  }
}

function wordAndOptions(value: unknown): [string | undefined, unknown] {
  if (typeof value === 'string') return [value, undefined];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [undefined, undefined];
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) return [undefined, undefined];
  return [key, (value as Record<string, unknown>)[key]];
}
