/** Whether the spec says a name anywhere but where it declares it: in a value, a key, an expression or a setting. */
import type { WrittenSpec } from '../spec/written-spec.ts';
import type { YamlPath } from '../yaml/document.ts';

/** Counts a name in all texts and keys of the spec, as a whole word, outside the entry that declares it. */
export function isMentioned(written: WrittenSpec, name: string, declared: YamlPath): boolean {
  const word = wordOf(name);
  const own = JSON.stringify(declared);
  const visit = (value: unknown, path: YamlPath): boolean => {
    if (typeof value === 'string') return word.test(value);
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(value).some(([key, part]) => {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (JSON.stringify(at) === own) return false;
      return (!Array.isArray(value) && word.test(key)) || visit(part, at);
    });
  };
  return written.files.some(({ document }) => visit(document.value, []));
}

function wordOf(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u');
}
