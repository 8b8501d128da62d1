/** `rollout: name` in an adoption step -> the entries of that roll-out, which keep the line on which they were written. */
import type { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { YamlDocument, YamlPath } from '../yaml/document.ts';
import { valueAt } from '../yaml/path.ts';
import { faultAt } from '../yaml/validate.ts';

/** Entries that were written out: where they stand now, and where they were written. */
interface WrittenOut {
  readonly at: YamlPath;
  readonly source: YamlDocument;
  readonly from: YamlPath;
}

/**
 * The document with the entries of named roll-outs in place of their names, below `samples`; `all` are the documents that may
 * declare `rollouts`. Faults: names that nothing carries.
 */
export function expandRollouts(
  document: YamlDocument,
  all: readonly YamlDocument[],
): { readonly document: YamlDocument; readonly faults: readonly Failure[] } {
  const samples = valueAt(document.value, ['samples']);
  if (!isMapping(samples)) return { document, faults: [] };
  const writtenOut: WrittenOut[] = [];
  const faults: Failure[] = [];
  let value = document.value;
  for (const { path, name } of namesIn(samples)) {
    const source = all.find((one) => valueAt(one.value, ['rollouts', name]) !== undefined);
    const from: YamlPath = ['rollouts', name, 'entries'];
    const entries = source && valueAt(source.value, from);
    if (source === undefined) {
      const known = all.flatMap((one) => Object.keys(mappingAt(one.value, 'rollouts')));
      const accepted = nearestHint(name, known) ?? `known: ${known.join(', ') || 'none; declare it under rollouts'}`;
      faults.push(faultAt(document, path, { code: 'E-SPEC-NAME', finding: `no roll-out "${name}"`, accepted }));
    } else writtenOut.push({ at: path, source, from });
    value = replaced(value, path, Array.isArray(entries) ? entries : []);
  }
  if (writtenOut.length === 0 && faults.length === 0) return { document, faults };
  const locate: YamlDocument['locate'] = (path, part) => {
    const out = writtenOut.find(({ at }) => path.length > at.length && at.every((step, depth) => step === path[depth]));
    if (out === undefined) return document.locate(path, part);
    return out.source.locate([...out.from, ...path.slice(out.at.length)], part);
  };
  return { document: { file: document.file, value, locate }, faults };
}

/** The paths of `samples.*.steps[*].adoption.*.rollout` that hold a name. */
function namesIn(samples: Readonly<Record<string, unknown>>): { readonly path: YamlPath; readonly name: string }[] {
  return Object.entries(samples).flatMap(([sample, entry]) => {
    const steps = isMapping(entry) ? entry.steps : undefined;
    return (Array.isArray(steps) ? steps : []).flatMap((step, index) =>
      Object.entries(mappingAt(step, 'adoption')).flatMap(([column, options]) => {
        const name = isMapping(options) ? options.rollout : undefined;
        const path: YamlPath = ['samples', sample, 'steps', index, 'adoption', column, 'rollout'];
        return typeof name === 'string' ? [{ path, name }] : [];
      }),
    );
  });
}

/** A copy of a plain value with another part at a path. */
function replaced(value: unknown, [step, ...rest]: YamlPath, part: unknown): unknown {
  if (step === undefined) return part;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, part) : item));
  const mapping = value as Readonly<Record<string, unknown>>;
  return { ...mapping, [step]: replaced(mapping[step], rest, part) };
}

function mappingAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const part = isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isMapping(part) ? part : {};
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
