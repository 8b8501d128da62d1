/** A document with one value replaced, which knows where the replacement came from. */
import type { Place } from '../errors/failure.ts';
import type { YamlDocument, YamlPath } from './document.ts';
import { formatPath } from './path.ts';

/**
 * The document with the value at a path replaced, or taken out when it is undefined. Mappings on the way are made where
 * they are missing; a bare word on the way becomes the mapping that it abbreviates.
 */
export function withValue(document: YamlDocument, path: YamlPath, value: unknown, origin: Place): YamlDocument {
  return {
    file: document.file,
    value: replaced(document.value, path, value),
    locate(asked, part) {
      const inside = path.every((step, index) => String(asked[index]) === String(step));
      return inside ? { ...origin, path: formatPath(asked) } : document.locate(asked, part);
    },
  };
}

function replaced(whole: unknown, path: YamlPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(whole)) {
    const items = [...whole];
    if (rest.length === 0 && value === undefined) items.splice(Number(step), 1);
    else items[Number(step)] = replaced(items[Number(step)], rest, value);
    return items;
  }
  const mapping = typeof whole === 'object' && whole !== null ? (whole as Record<string, unknown>) : {};
  if (rest.length > 0 || value !== undefined) return { ...mapping, [step]: replaced(mapping[step], rest, value) };
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== step));
}
