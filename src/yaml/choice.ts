/** The one grammar of every choice in a spec: a bare word (`probit`) or a mapping with one key (`{ gamma: { link: log } }`). */
import { z } from 'zod';
import { Failure, Failures } from '../errors/failure.ts';
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

interface Behind {
  readonly noun: string;
  choices(): Readonly<Record<string, Choice<unknown>>>;
}

/** by the transform inside the schema, which stays the same object when .describe() or .meta() clone the schema */
const choicesOfTransform = new WeakMap<object, Behind>();

/** The registry behind a schema made by choiceOf, described or not; the JSON Schema generator and the fault texts ask. */
export function choicesBehind(schema: z.ZodType): Behind | undefined {
  const { out } = schema._zod.def as { readonly out?: object };
  return out && choicesOfTransform.get(out);
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
      context.issues.push({ code: 'custom', input: value, ...notAMember(noun, name, Object.keys(members)) });
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
  choicesOfTransform.set(schema.def.out, { noun, choices });
  return schema as unknown as z.ZodType<T>;
}

function notAMember(noun: string, name: string | undefined, members: readonly string[]) {
  const known = `known: ${members.join(', ')}`;
  if (name === undefined) {
    const message = `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun} is a word or a mapping with one key`;
    return { message, params: { code: 'E-SPEC-VALUE', accepted: known } };
  }
  return {
    message: `no ${noun} "${name}"`,
    params: { code: 'E-SPEC-NAME', accepted: nearestHint(name, members) ?? known },
  };
}

/** A schema whose value is built by a function that may throw a Failure: the failure becomes a fault at that place. */
export function built<S extends z.ZodType, T>(schema: S, build: (value: z.output<S>) => T): z.ZodType<T> {
  return schema.transform((value, context): T => {
    // zod runs a transform despite an unknown key at any depth; what is inside may then be z.NEVER
    return context.issues.length > 0 ? z.NEVER : guarded(() => build(value), value, context);
  }) as unknown as z.ZodType<T>;
}

/** What build() makes; a Failure (or several) that it throws becomes a fault at that place and path. */
export function guarded<T>(
  build: () => T,
  input: unknown,
  context: z.core.$RefinementCtx,
  path: (string | number)[] = [],
): T {
  try {
    return build();
  } catch (error) {
    const failures = error instanceof Failures ? error.failures : error instanceof Failure ? [error] : undefined;
    if (failures === undefined) throw error;
    for (const { code, parts } of failures) {
      const { finding, accepted, remedy } = parts;
      context.issues.push({ code: 'custom', message: finding, input, path, params: { code, accepted, remedy } });
    }
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
