/** Paths inside a spec: `models.m.terms[2].power.of`, with names that are not words in quotes. */
import type { YamlPath } from './document.ts';

/** The path as a person writes it. */
export function formatPath(path: YamlPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const name = /^[^\s.[\]"=]+$/.test(step) ? step : JSON.stringify(step);
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** The steps of a written path; undefined when it does not parse. */
export function parsePath(text: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:\[(\d+)\]|(\.?)(?:"((?:[^"\\]|\\.)*)"|([^\s.[\]"=]+)))/.exec(rest);
    if (match === null) return undefined;
    const [all, index, dot, quoted, word] = match;
    if (index === undefined && (dot === '.') !== steps.length > 0) return undefined;
    if (index !== undefined) steps.push(Number(index));
    else if (word !== undefined) steps.push(word);
    else steps.push(JSON.parse(`"${quoted}"`) as string);
    rest = rest.slice(all.length);
  }
  return steps.length === 0 ? undefined : steps;
}

/** The part of a plain value at a path; undefined when it is not there. */
export function valueAt(value: unknown, path: YamlPath): unknown {
  let part = value;
  for (const step of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, step)) return undefined;
    part = (part as Record<string | number, unknown>)[step];
  }
  return part;
}

/** A copy of a plain value without the entry of a mapping at a path. */
export function without(value: unknown, path: YamlPath): unknown {
  const [step, ...rest] = path;
  if (typeof value !== 'object' || value === null || step === undefined || !Object.hasOwn(value, step)) return value;
  if (Array.isArray(value)) return value.map((item, index) => (index === Number(step) ? without(item, rest) : item));
  const { [step]: part, ...others } = value as Record<string | number, unknown>;
  return rest.length === 0 ? others : { ...others, [step]: without(part, rest) };
}
