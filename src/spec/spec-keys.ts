/** What a spec says of the models behind a run, key by key: so that two runs can be told apart by the keys that differ. */
import { createHash } from 'node:crypto';
import { formatAddress } from '../results/address.ts';
import type { Analysis } from './paper.ts';
import { writtenSpec } from './written-spec.ts';

/** Sections whose entries bear on numbers. */
export type KeySection = 'rollouts' | 'samples' | 'models' | 'summaries' | 'mediations' | 'splits' | 'placebos';

/** Keys that are words for readers. */
const WORDS = new Set(['label', 'title', 'note', 'notes', 'unit', 'summary']);
const LONGEST = 80;

/**
 * Values by path, settings applied: `models.benchmark.vcov: robust`. Lists of words, and items of lists that hold only words,
 * are one value. Labels and notes are left out. A text that is long or
 * names a private column is `sha256 ` and the first 12 digits of its hash, so that a change shows and the text does not.
 * Undefined for an analysis whose texts are not known.
 */
export function specKeys(
  analysis: Analysis,
  entries: readonly (readonly [KeySection, string])[],
): Readonly<Record<string, string>> | undefined {
  const spec = writtenSpec(analysis);
  if (spec === undefined) return undefined;
  const hidden = [...analysis.codebook.columns.values()].filter((column) => column.private).map(({ name }) => name);
  const found: [string, string][] = [];
  const put = (path: readonly (string | number)[], value: unknown): void => {
    const text = asOneValue(value);
    if (text !== undefined) found.push([formatAddress(path), shown(text, hidden)]);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) put([...path, index], asItem(item));
    else {
      for (const [key, part] of Object.entries(value as object)) if (!WORDS.has(key)) put([...path, key], part);
    }
  };
  for (const [section, name] of entries) {
    const value = spec.at([section, name]);
    if (value !== undefined) put([section, name], value);
  }
  return Object.fromEntries(found);
}

/** A word, a number, or a list of them; undefined for what has keys of its own. */
function asOneValue(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) {
    return `[${value.join(', ')}]`;
  }
  return Object.keys(value).length === 0 ? '{}' : undefined;
}

/** An item of a list whose keys all hold words, as one text: `{ unit: north, year: 2016 }`. */
function asItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const parts = Object.entries(item).filter(([key]) => !WORDS.has(key));
  if (parts.some(([, part]) => typeof part === 'object' && part !== null)) return item;
  return `{ ${parts.map(([key, part]) => `${key}: ${part}`).join(', ')} }`;
}

function shown(text: string, hidden: readonly string[]): string {
  const words = new Set(text.match(/[\p{L}\p{N}_]+/gu) ?? []);
  const isPrivate = hidden.some((name) => (/^[\p{L}\p{N}_]+$/u.test(name) ? words.has(name) : text.includes(name)));
  // a bare column name says nothing that the codebook does not
  if (text.length <= LONGEST && (!isPrivate || hidden.includes(text))) return text;
  return `sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
