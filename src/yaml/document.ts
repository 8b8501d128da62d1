/** YAML text -> plain values that know their line and column; whatever is not the subset of a spec is refused. */
import { isAlias, isMap, isPair, isScalar, isSeq, type LineCounter, type Node, type Scalar, type YAMLMap } from 'yaml';
import { Failure, Failures, type Place } from '../errors/failure.ts';
import { composeYaml, MAX_DEPTH } from './compose.ts';
import { formatPath } from './path.ts';

const MAX_NODES = 20_000;

export type YamlPath = readonly (string | number)[];

/** A parsed file. `value` consists of plain objects, arrays, strings, numbers, booleans and null. */
export interface YamlDocument {
  readonly file: string;
  readonly value: unknown;
  /** File, line, column and path of a value (of a block: its key) or of its key; the position of the nearest ancestor where the path is not there. */
  locate(path: YamlPath, part?: 'key' | 'value'): Place;
}

/**
 * Parses one document of YAML 1.2 (core schema). Aliases, anchors, merge keys, duplicate keys, tags beyond the core ones,
 * directives, a second document, numbers that are written as codes (`011`, `0x1F`), more than 256 KiB, depth 32 or
 * 20,000 nodes are E-SPEC-YAML; all faults that leave the text readable are thrown together.
 */
export function parseYaml(text: string, file: string): YamlDocument {
  const { root, lines } = composeYaml(text, file);
  const reader = newReader(file, lines);
  const value = root === null ? null : toValue(reader, root, 1);
  if (reader.faults.length > 0) throw new Failures(reader.faults);
  return { file, value, locate };

  function locate(path: YamlPath, part: 'key' | 'value' = 'value'): Place {
    return { ...placeAt(offsetOf(root, path, part), reader), path: formatPath(path) };
  }
}

interface Reader {
  readonly file: string;
  readonly lines: LineCounter;
  readonly faults: Failure[];
  nodes: number;
}

function newReader(file: string, lines: LineCounter): Reader {
  return { file, lines, faults: [], nodes: 0 };
}

function placeAt(offset: number, reader: Reader): Place {
  const { line, col } = reader.lines.linePos(offset);
  return { file: reader.file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

function refuse(reader: Reader, node: unknown, finding: string, remedy?: string): null {
  const place = placeAt(startOf(node), reader);
  reader.faults.push(new Failure('E-SPEC-YAML', { place, finding, ...(remedy && { remedy }) }));
  return null;
}

/** Said once, at the first value that is too many. */
function tooMany(reader: Reader, node: Node): null {
  return reader.nodes === MAX_NODES + 1 ? refuse(reader, node, `more than ${MAX_NODES} values`) : null;
}

function toValue(reader: Reader, node: Node, depth: number): unknown {
  if (++reader.nodes > MAX_NODES) return tooMany(reader, node);
  if (isAlias(node)) return refuse(reader, node, 'an alias (*)', 'write the value out where it is used');
  if (node.anchor !== undefined) return refuse(reader, node, 'an anchor (&)', 'write the value out where it is used');
  if (isScalar(node)) return scalarValue(reader, node);
  if (depth > MAX_DEPTH) return refuse(reader, node, `nesting deeper than ${MAX_DEPTH}`);
  if (isSeq(node)) return node.items.map((item) => toValue(reader, item as Node, depth + 1));
  if (isMap(node)) return mapValue(reader, node, depth);
  return refuse(reader, node, 'a value that a spec cannot hold');
}

/** Digits that mean a number in every YAML version; `011`, `0o17`, `0x1F` and `.inf` are not among them. */
const PLAIN_NUMBER = /^[-+]?(?:0|[1-9][0-9]*|(?=\.[0-9]))(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/;

function scalarValue(reader: Reader, node: Scalar): unknown {
  const { value, source } = node;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const exact =
    typeof value === 'number' && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (exact && PLAIN_NUMBER.test(source ?? '')) return value;
  return refuse(
    reader,
    node,
    `"${clip(source ?? '')}" is ambiguous: a number or a text`,
    'quote it where text is meant',
  );
}

function mapValue(reader: Reader, node: YAMLMap, depth: number): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const { key, value: part } of node.items) {
    const name = keyName(key);
    const earlier = name === undefined ? undefined : Object.hasOwn(value, name);
    if (isScalar(key) && key.anchor !== undefined) refuse(reader, key, 'an anchor (&)');
    else if (name === undefined) refuse(reader, key ?? part ?? node, 'a key that is not a word');
    else if (name === '<<') refuse(reader, key, 'a merge key (<<)', 'write the keys out where they are used');
    else if (name === '__proto__')
      refuse(reader, key, 'the key "__proto__", which a spec cannot hold', 'use another name');
    else if (earlier) refuse(reader, key, `the key "${clip(name)}" a second time`, 'keep one of them');
    const held = part === null ? null : toValue(reader, part as Node, depth + 1);
    if (name !== undefined && name !== '__proto__' && !earlier) value[name] = held;
  }
  return value;
}

/** A key is a word; a number or `true` used as a key is taken as it was written. */
function keyName(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return key.source === undefined || key.source === '' ? undefined : key.source;
}

function offsetOf(root: Node | null, path: YamlPath, part: 'key' | 'value'): number {
  let node: unknown = root;
  let key: unknown;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyName(item.key) === String(step));
      if (pair === undefined) break;
      key = pair.key;
      node = pair.value ?? pair.key;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      key = undefined;
      node = item;
    } else break;
  }
  // a block that starts on a later line is found by its key
  const isBlock = (isMap(node) || isSeq(node)) && !node.flow;
  return startOf(part === 'key' || isBlock ? (key ?? node) : node);
}

function startOf(node: unknown): number {
  const range = (node as Node | null)?.range;
  return range ? range[0] : 0;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
