/** What a fault of a spec says: what was found, and what is accepted there. */
import type { z } from 'zod';
import { nearestName } from '../errors/nearest.ts';

type Issue = z.core.$ZodIssue;

/** What the branches of a union would have taken: literal values, and kinds as `{ kind }`. */
export function kindsWanted(branches: readonly (readonly Issue[])[]): unknown[] {
  return branches.flat().flatMap((issue) => {
    if (issue.code === 'invalid_value') return issue.values;
    if (issue.code === 'invalid_union') return kindsWanted(issue.errors);
    return issue.code === 'invalid_type' ? [{ kind: kindName(issue.expected) }] : [];
  });
}

/** The nearest accepted word, or all accepted words and kinds. */
export function acceptedWords(value: unknown, wanted: readonly unknown[]): { accepted: string } {
  const words = wanted.filter((one) => typeof one !== 'object' || one === null).map(String);
  const kinds = wanted
    .filter((one) => typeof one === 'object' && one !== null)
    .map((one) => (one as { kind: string }).kind);
  const near = typeof value === 'string' ? nearestName(value, words) : undefined;
  if (near !== undefined) return { accepted: `nearest: "${near}"` };
  return { accepted: `accepted: ${[...new Set([...words, ...kinds])].join(', ')}` };
}

/** The kind that is accepted, with a hint where quotes are missing. */
export function wrongKind(expected: string, value: unknown): { accepted: string; remedy?: string } {
  const quote = expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  return { accepted: `accepted: ${kindName(expected)}`, ...(quote && { remedy: 'quote it' }) };
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  tuple: 'a list',
  null: 'nothing',
};

function kindName(expected: string): string {
  return KIND_NAMES[expected] ?? expected;
}

/** The value in a few words; values of a spec may be quoted, long ones are cut. */
export function foundText(value: unknown): string {
  if (typeof value === 'string') return `found "${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return `found ${value}`;
  if (value === null || value === undefined) return 'found nothing';
  return Array.isArray(value) ? 'found a list' : 'found a mapping';
}

/** What a bound, length or pattern accepts. */
export function limit(issue: Issue): string {
  const things = (origin: string) => (origin === 'array' ? ' entries' : origin === 'string' ? ' characters' : '');
  if (issue.code === 'too_small') {
    return `accepted: ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${things(issue.origin)}`;
  }
  if (issue.code === 'too_big') {
    return `accepted: ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${things(issue.origin)}`;
  }
  if (issue.code === 'invalid_format' && issue.message.startsWith('Invalid'))
    return `accepted: text like ${issue.pattern ?? issue.format}`;
  return issue.message;
}
