/** docs/yaml.md from the schemas that validate the specs: every file, key, choice and default. */
import { jsonSchemas } from '../../src/spec/json-schema.ts';
import { paragraph } from './wrap.ts';

interface Json {
  readonly [key: string]: unknown;
  readonly type?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly items?: Json;
  readonly prefixItems?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Json | boolean;
}

const FILES = ['paper', 'codebook', 'samples', 'models', 'tables', 'figures', 'published', 'simulate', 'spec'];

const INTRODUCTION = `# YAML reference

This file is generated from the schemas that validate the specs (\`npm run docs\`; a test keeps it current). The same schemas are
in \`schema/\` as JSON Schema, for completion in an editor: the first line of a file names its schema, for example
\`# yaml-language-server: $schema=../../schema/models.schema.json\`.

A paper is a folder with \`paper.yaml\`, \`codebook.yaml\`, \`samples.yaml\`, \`models.yaml\`, and where it has them \`tables.yaml\`,
\`figures.yaml\`, \`published.yaml\` and \`simulate.yaml\`. A spec of your own is one file (\`run SPEC\`, last section).

**Choices.** Estimators, terms, covariances, effects, steps, rows of summaries and weights are choices: a bare word
(\`probit\`) or a mapping with one key (\`{ gamma: { link: identity } }\`). A bare word takes every option at its default;
members marked *mapping only* have options without a default.

**Labels** (*label* below) are one text, or a text per language: \`{ en: Age, zh: 年龄 }\`. English stands in where Chinese is missing.

**Names** of samples, models, tables and so on are yours: no spaces, dots, brackets, quotes or \`=\`. Names of data columns are free.

**YAML subset.** YAML 1.2, UTF-8, one document. Refused: anchors, aliases, merge keys, tags, a key twice, numbers that could
be codes (\`011\`, \`0x1F\`: quote them), more than 256 KiB, 20,000 values, or 32 levels. \`yes\` and \`no\` are texts; \`true\` and
\`false\` are not. An unknown key is an error, with the nearest known one. All faults of all files are reported at once as
\`file:line:column path: what was found; what is accepted\`.

**Settings.** \`--set path=value\` replaces any key before validation. Steps of a path are keys, list positions in brackets, or
the word of a list item: \`models.visit.estimator.gamma.link=identity\`, \`models.visit.terms[1]=income\`,
\`models.visit.effects.marginal_effects.at=means\`. The value is YAML; an empty one takes the key out.

In the lists below, *required* keys have no default; nested keys are indented; "names ->" is a mapping from names of your own.
`;

/** The whole file. */
export function yamlReference(): string {
  const schemas = jsonSchemas() as Readonly<Record<string, Json>>;
  const sections = FILES.map((name) => fileSection(name, schemas[`${name}.schema.json`]!));
  return `${[INTRODUCTION.trimEnd(), ...sections].join('\n\n')}\n`;
}

function fileSection(name: string, schema: Json): string {
  const title = `## ${String(schema.title).replace(/^\S+\.yaml/, (file) => `\`${file}\``)}`;
  if (name === 'spec') return `${title}\n\n${singleFile(schema)}`;
  const definitions = (schema.$defs ?? {}) as Readonly<Record<string, Json>>;
  const choices = Object.entries(definitions).filter(([, body]) => body.oneOf !== undefined);
  const sections = choices.map(([noun, body]) => choiceSection(noun, body, definitions));
  return [title, keys(schema, definitions, 0).join('\n'), ...sections].join('\n\n');
}

/** The sections of a single-file spec are those of the files of a paper. */
function singleFile(schema: Json): string {
  const lines = Object.entries(schema.properties ?? {}).map(([key, part]) =>
    item(0, `\`${key}\``, ['schema', 'title'].includes(key) ? typeText(part) : 'as in the files above', part.description),
  );
  return lines.join('\n');
}

function choiceSection(noun: string, { oneOf = [] }: Json, definitions: Readonly<Record<string, Json>>): string {
  const words = new Set(oneOf.map((one) => one.const));
  const members = oneOf.filter((one) => one.properties !== undefined);
  const lines = members.flatMap((member) => {
    const [word] = Object.keys(member.properties!) as [string];
    const options = member.properties![word]!;
    const only = words.has(word) || isMapOnly(options) ? '' : ' (*mapping only*)';
    const head = paragraph(`- **\`${word}\`**${only}: ${member.description ?? options.description ?? ''}`, 2);
    return [head, ...inside(options, definitions, 1, new Set())];
  });
  const article = noun.replaceAll('_', ' ');
  return `### ${article}\n\n${lines.join('\n')}`;
}

/** A choice whose value is a text or a mapping of new names needs no remark. */
function isMapOnly(options: Json): boolean {
  return options.type === 'string' || typeof options.additionalProperties === 'object';
}

type Seen = ReadonlySet<string>;

/** One line per key of a mapping, with what is inside each. */
function keys(schema: Json, definitions: Readonly<Record<string, Json>>, depth: number, seen: Seen = new Set()): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const required = (schema.required ?? []).includes(key) && part.default === undefined;
    const notes = [typeText(part), ...(required ? ['*required*'] : []), ...defaultText(part)];
    return [item(depth, `\`${key}\``, notes.join(', '), part.description), ...inside(part, definitions, depth + 1, seen)];
  });
}

/** The lines of what a value may hold: keys of mappings, of items of lists, of named entries, of the branches of a union. */
function inside(part: Json, definitions: Readonly<Record<string, Json>>, depth: number, seen: Seen): string[] {
  if (isLabel(part)) return [];
  if (part.$ref !== undefined) {
    const name = referenced(part.$ref);
    if (!name.startsWith('__') && !/__schema\d+$/.test(name)) return [];
    if (seen.has(name)) return [];
    return inside(definitions[name]!, definitions, depth, new Set([...seen, name]));
  }
  const branches = part.anyOf ?? part.oneOf;
  if (branches !== undefined) {
    const mappings = branches.filter((branch) => branch.properties !== undefined || branch.$ref !== undefined || branch.items !== undefined);
    if (mappings.length < 2) return mappings.flatMap((branch) => inside(branch, definitions, depth, seen));
    return mappings.flatMap((branch) => {
      const lines = inside(branch, definitions, depth + 1, seen);
      return lines.length === 0 ? [] : [item(depth, branchName(branch), '', undefined), ...lines];
    });
  }
  if (part.items !== undefined) return inside(part.items, definitions, depth, seen);
  if (typeof part.additionalProperties === 'object') return inside(part.additionalProperties, definitions, depth, seen);
  return keys(part, definitions, depth, seen);
}

/** A branch of a union is told by the keys that only it requires. */
function branchName(branch: Json): string {
  const type = branch.properties?.type?.const;
  if (type !== undefined) return `\`type: ${type}\``;
  const required = branch.required ?? Object.keys(branch.properties ?? {}).slice(0, 1);
  return `with ${required.map((key) => `\`${key}\``).join(', ')}`;
}

function item(depth: number, name: string, notes: string, description: string | undefined): string {
  const said = notes === '' ? name : `${name} (${notes})`;
  return paragraph(`${'  '.repeat(depth)}- ${said}${description === undefined ? '' : `: ${description}`}`, 2 * depth + 2);
}

function defaultText(part: Json): string[] {
  if (part.default === undefined) return [];
  const value = part.default;
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return empty ? [] : [`default ${code(value)}`];
}

function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.includes('`') ? `"${text}"` : `\`${text === '\t' ? '\\t' : text}\``;
}

/** What a value is, in words. */
function typeText(part: Json): string {
  if (isLabel(part)) return 'label';
  if (part.$ref !== undefined) {
    const name = referenced(part.$ref);
    return /__schema\d+$/.test(name) ? 'see below' : name.replaceAll('_', ' ');
  }
  if (part.const !== undefined) return code(part.const);
  if (part.enum !== undefined) return part.enum.map(code).join(' | ');
  const branches = part.anyOf ?? part.oneOf;
  if (branches !== undefined) return [...new Set(branches.map(typeText))].join(' or ');
  switch (part.type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return numberText(part);
    case 'boolean':
      return '`true` | `false`';
    case 'array':
      return part.prefixItems ? `list of ${part.prefixItems.length}` : `list of ${plural(typeText(part.items ?? {}))}`;
    case 'object':
      return typeof part.additionalProperties === 'object' ? `names -> ${typeText(part.additionalProperties)}` : 'mapping';
    default:
      return 'any value';
  }
}

function numberText({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Json): string {
  const word = type === 'integer' ? 'whole number' : 'number';
  const wide = (bound: unknown) => Math.abs(Number(bound)) >= Number.MAX_SAFE_INTEGER;
  const low = minimum !== undefined && !wide(minimum) ? `from ${minimum}` : exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : '';
  const high = maximum !== undefined && !wide(maximum) ? `to ${maximum}` : exclusiveMaximum !== undefined ? `below ${exclusiveMaximum}` : '';
  return [word, low, high].filter((word) => word !== '').join(' ');
}

function plural(type: string): string {
  const words: Readonly<Record<string, string>> = { text: 'texts', mapping: 'mappings', number: 'numbers', label: 'labels' };
  return words[type] ?? (/ or | -> |\||`/.test(type) ? `(${type})` : `${type}s`);
}

function isLabel({ anyOf }: Json): boolean {
  return anyOf?.some(({ properties }) => properties !== undefined && Object.keys(properties).join() === 'en,zh') ?? false;
}

function referenced(reference: string): string {
  return reference.replace('#/$defs/', '');
}
