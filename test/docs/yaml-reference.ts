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

const FILES = [
  'paper',
  'codebook',
  'rollout',
  'samples',
  'models',
  'tables',
  'figures',
  'published',
  'readings',
  'audit',
  'expect',
  'simulate',
  'spec',
];

const INTRODUCTION = `# YAML reference

This file is generated from the schemas that validate the specs (\`UPDATE=1 npx vitest run test/docs\`; a test keeps
it current). The same schemas are
in \`schema/\` as JSON Schema, for completion in an editor: the first line of a file names its schema, for example
\`# yaml-language-server: $schema=../../schema/models.schema.json\`.

A paper is a folder with \`paper.yaml\`, \`codebook.yaml\`, \`samples.yaml\`, \`models.yaml\`, and where it has them \`rollout.yaml\`, \`tables.yaml\`,
\`figures.yaml\`, \`published.yaml\`, \`expect.yaml\` and \`simulate.yaml\`. A spec of your own is one file (\`run SPEC\`, last section).

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

/** What a section knows while it is written: shared parts of its schema, and those that were written out already. */
interface Context {
  readonly definitions: Readonly<Record<string, Json>>;
  readonly expanded: Set<string>;
}

function fileSection(name: string, schema: Json): string {
  const title = `## ${String(schema.title).replace(/^\S+\.yaml/, (file) => `\`${file}\``)}`;
  if (name === 'spec') return `${title.replace('a single', 'A single')}\n\n${singleFile(schema)}`;
  const context: Context = {
    definitions: (schema.$defs ?? {}) as Readonly<Record<string, Json>>,
    expanded: new Set(),
  };
  const choices = Object.entries(context.definitions).filter(([, body]) => body.oneOf !== undefined);
  const sections = choices.map(([noun, body]) => choiceSection(noun, body, context));
  return [title, keys(schema, context, 0).join('\n'), ...sections].join('\n\n');
}

/** The sections of a single-file spec are those of the files of a paper. */
function singleFile(schema: Json): string {
  const lines = Object.entries(schema.properties ?? {}).map(([key, part]) =>
    item(
      0,
      `\`${key}\``,
      ['schema', 'title'].includes(key)
        ? typeText(part, { definitions: {}, expanded: new Set() })
        : 'as in the files above',
      part.description,
    ),
  );
  return lines.join('\n');
}

function choiceSection(noun: string, { oneOf = [] }: Json, context: Context): string {
  const words = new Set(oneOf.map((one) => one.const));
  const members = oneOf.filter((one) => one.properties !== undefined);
  const lines = members.flatMap((member) => {
    const [word] = Object.keys(member.properties!) as [string];
    const options = member.properties![word]!;
    const type = typeText(options, context);
    const value = type === 'mapping' ? (words.has(word) ? '' : ' (*mapping only*)') : ` (${type})`;
    const head = paragraph(`- **\`${word}\`**${value}: ${member.description ?? options.description ?? ''}`, 2);
    return [head, ...inside(options, context, 1)];
  });
  return `### ${noun.replaceAll('_', ' ')}\n\n${lines.join('\n')}`;
}

/** One line per key of a mapping, with what is inside each. */
function keys(schema: Json, context: Context, depth: number): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const required = (schema.required ?? []).includes(key) && part.default === undefined;
    const notes = [typeText(part, context), ...(required ? ['*required*'] : []), ...defaultText(part)];
    return [item(depth, `\`${key}\``, notes.join(', '), part.description), ...inside(part, context, depth + 1)];
  });
}

/** The lines of what a value may hold: keys of mappings, of items of lists, of named entries, of the branches of a union. */
function inside(part: Json, context: Context, depth: number): string[] {
  if (isLabel(part)) return [];
  if (part.$ref !== undefined) {
    const name = referenced(part.$ref);
    if (!isShared(name)) return [];
    if (context.expanded.has(name)) return isAny(name, context) ? [] : [`${'  '.repeat(depth)}- as above`];
    context.expanded.add(name);
    return inside(context.definitions[name]!, context, depth);
  }
  const branches = part.anyOf ?? part.oneOf;
  if (branches !== undefined) {
    const parts = branches.filter((branch) => branch.properties ?? branch.$ref ?? branch.items);
    if (parts.length < 2) return parts.flatMap((branch) => inside(branch, context, depth));
    return parts.flatMap((branch) => {
      const lines = inside(branch, context, depth + 1);
      return lines.length === 0 || branch.properties === undefined
        ? lines.map((line) => line.slice(2))
        : [item(depth, branchName(branch), '', undefined), ...lines];
    });
  }
  if (part.items !== undefined) return inside(part.items, context, depth);
  if (typeof part.additionalProperties === 'object') return inside(part.additionalProperties, context, depth);
  return keys(part, context, depth);
}

/** A part of the schema that stands in several places: no choice, and no name of its own. */
function isShared(name: string): boolean {
  return /__schema\d+$/.test(name);
}

/** Whether a shared part contains itself and nothing that could be listed: any value of JSON. */
function isAny(name: string, { definitions }: Context): boolean {
  return !JSON.stringify(definitions[name]).includes('"properties"');
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
  return paragraph(
    `${'  '.repeat(depth)}- ${said}${description === undefined ? '' : `: ${description}`}`,
    2 * depth + 2,
  );
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
function typeText(part: Json, context: Context): string {
  if (isLabel(part)) return 'label';
  if (part.$ref !== undefined) {
    const name = referenced(part.$ref);
    if (!isShared(name)) return name.replaceAll('_', ' ');
    return isAny(name, context) ? 'any value' : typeText(context.definitions[name]!, context);
  }
  if (part.const !== undefined) return code(part.const);
  if (part.enum !== undefined) return part.enum.map(code).join(' | ');
  const branches = part.anyOf ?? part.oneOf;
  if (branches !== undefined) return [...new Set(branches.map((branch) => typeText(branch, context)))].join(' or ');
  if (Array.isArray(part.type)) {
    return part.type.map((type: string) => typeText({ ...part, type }, context)).join(' or ');
  }
  switch (part.type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return numberText(part);
    case 'boolean':
      return '`true` | `false`';
    case 'null':
      return '`null`';
    case 'array':
      return part.prefixItems
        ? `list of ${part.prefixItems.length}`
        : `list of ${plural(typeText(part.items ?? {}, context))}`;
    case 'object':
      return typeof part.additionalProperties === 'object'
        ? `names -> ${typeText(part.additionalProperties, context)}`
        : 'mapping';
    default:
      return 'any value';
  }
}

function numberText({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Json): string {
  const word = type === 'integer' ? 'whole number' : 'number';
  const wide = (bound: unknown) => Math.abs(Number(bound)) >= Number.MAX_SAFE_INTEGER;
  const low =
    minimum !== undefined && !wide(minimum)
      ? `from ${minimum}`
      : exclusiveMinimum !== undefined
        ? `above ${exclusiveMinimum}`
        : '';
  const high =
    maximum !== undefined && !wide(maximum)
      ? `to ${maximum}`
      : exclusiveMaximum !== undefined
        ? `below ${exclusiveMaximum}`
        : '';
  return [word, low, high].filter((word) => word !== '').join(' ');
}

/** Texts, mappings, rows of a summary; what is more than a noun stands in brackets. */
function plural(type: string): string {
  return / or | -> |\||`/.test(type) ? `(${type})` : type.replace(/^(whole )?\w+/, (noun) => `${noun}s`);
}

function isLabel({ anyOf }: Json): boolean {
  return (
    anyOf?.some(({ properties }) => properties !== undefined && Object.keys(properties).join() === 'en,zh') ?? false
  );
}

function referenced(reference: string): string {
  return reference.replace('#/$defs/', '');
}
