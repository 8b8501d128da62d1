/** Reading plain YAML values that the spec's schemas have already accepted. */
import type { Text } from '../results/text.ts';

export type Written = Readonly<Record<string, unknown>>;

/** A choice: a bare word, or a mapping with one key; its options are what stands under the key. */
export function choiceIn(value: unknown): { readonly word: string; readonly options: unknown } {
  if (typeof value !== 'object' || value === null) return { word: String(value), options: {} };
  const [[word, options] = ['', undefined]] = Object.entries(value);
  return { word, options: options ?? {} };
}

/** A mapping; empty for anything else. */
export function mapping(value: unknown): Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Written) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Texts in composed form, as the program compares names. */
export function texts(value: unknown): readonly string[] {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.map(textOf);
}

export function textOf(value: unknown): string {
  return String(value).normalize('NFC');
}

/** Undefined where the key is not written. */
export function optionalText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : textOf(value);
}

/** The English text of a label. */
export function labelOf(value: unknown, otherwise: string): string {
  if (typeof value === 'string') return value;
  const { en } = mapping(value) as Partial<Text>;
  return en ?? otherwise;
}
