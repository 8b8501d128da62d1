/** Changes to the text of a YAML file at a path, which leave every other byte as it was: comments, order, spacing. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { composeYaml } from './compose.ts';
import type { YamlPath } from './document.ts';

/**
 * `set` replaces a scalar; `add` puts a key at the end of a mapping; `insert` puts an item before the item at a path. Values
 * are YAML of one line.
 */
export type SpecEdit =
  | { readonly kind: 'set'; readonly path: YamlPath; readonly value: string }
  | { readonly kind: 'add'; readonly path: YamlPath; readonly key: string; readonly value: string }
  | { readonly kind: 'insert'; readonly path: YamlPath; readonly value: string };

/** The text after an edit; undefined where the path is not there or the text leaves no safe place for it. */
export function editYaml(text: string, edit: SpecEdit): string | undefined {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const source = text.slice(mark.length);
  const { root } = composeYaml(text, '');
  const changed = changedSource(source, root, edit);
  return changed === undefined ? undefined : mark + changed;
}

function changedSource(source: string, root: Node | null, edit: SpecEdit): string | undefined {
  const node = nodeAt(root, edit.path);
  if (node?.range == null) return undefined;
  const [start, end] = node.range;
  switch (edit.kind) {
    case 'set':
      return isScalar(node) ? splice(source, start, end, edit.value) : undefined;
    case 'add':
      return isMap(node) ? addKey(source, node, `${edit.key}: ${edit.value}`) : undefined;
    case 'insert':
      return insertItem(source, { start, flow: parentIsFlow(root, edit.path) }, edit.value);
  }
}

function addKey(source: string, node: Node & { flow?: boolean; items: unknown[] }, entry: string): string | undefined {
  const { items, flow, range } = node as unknown as {
    items: { key: Node; value: Node | null }[];
    flow?: boolean;
    range: number[];
  };
  const last = items.at(-1);
  if (last === undefined) return flow === true ? splice(source, range[0]!, range[1]!, `{ ${entry} }`) : undefined;
  const lastEnd = last.value?.range?.[1] ?? last.key.range?.[1];
  if (lastEnd == null) return undefined;
  if (flow === true) {
    // a comma or a comment behind the last value leaves no place that is surely right
    if (source.slice(lastEnd, range[1]! - 1).trim() !== '') return undefined;
    return splice(source, lastEnd, lastEnd, `, ${entry}`);
  }
  const keyStart = last.key.range?.[0];
  if (keyStart === undefined) return undefined;
  const indent = ' '.repeat(keyStart - (source.lastIndexOf('\n', keyStart - 1) + 1));
  const written = source.slice(0, lastEnd).trimEnd().length;
  const lineEnd = source.indexOf('\n', written);
  const end = lineEnd === -1 ? source.length : lineEnd;
  const at = source[end - 1] === '\r' ? end - 1 : end;
  return splice(source, at, at, `${newline(source)}${indent}${entry}`);
}

function insertItem(
  source: string,
  { start, flow }: { start: number; flow: boolean | undefined },
  value: string,
): string | undefined {
  if (flow === undefined) return undefined;
  if (flow) return splice(source, start, start, `${value}, `);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const before = source.slice(lineStart, start);
  // an item of its own line: `  - item`
  if (!/^ *- +$/.test(before)) return undefined;
  return splice(source, lineStart, lineStart, `${before}${value}${newline(source)}`);
}

function parentIsFlow(root: Node | null, path: YamlPath): boolean | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  return isSeq(parent) ? parent.flow === true : undefined;
}

function nodeAt(root: Node | null, path: YamlPath): Node | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (isMap(node))
      node = node.items.find(({ key }) => isScalar(key) && String(key.source ?? key.value) === String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return (node as Node | null | undefined) ?? undefined;
}

function splice(source: string, start: number, end: number, text: string): string {
  return source.slice(0, start) + text + source.slice(end);
}

function newline(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}
