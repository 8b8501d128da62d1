/** JSON Schemas (draft 2020-12) of the spec files, for completion and hints in an editor. */
import { z } from 'zod';
import { recipeSchema } from '../analysis/simulate/registry.ts';
import { relationsSchema } from '../exhibits/audit/relations-schema.ts';
import { publishedSchema } from '../exhibits/published/schema.ts';
import { choicesBehind } from '../yaml/choice.ts';
import { namesAt } from '../yaml/schema-walk.ts';
import { codebookSchema } from './codebook-schema.ts';
import { figuresSchema, tablesSchema } from './exhibits-schema.ts';
import { expectSchema } from './expect-schema.ts';
import { modelsSchema } from './models-schema.ts';
import { paperSchema } from './paper-schema.ts';
import { readingsSchema } from './readings-schema.ts';
import { rolloutSchema } from './rollout-schema.ts';
import { samplesSchema } from './samples-schema.ts';
import { specSchema } from './spec-schema.ts';

type Json = Record<string, unknown>;
type Behind = NonNullable<ReturnType<typeof choicesBehind>>;

const FILES: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  paper: { title: 'paper.yaml: the paper, its data and the commands of its program', schema: paperSchema },
  codebook: { title: 'codebook.yaml: the columns of the survey file', schema: codebookSchema },
  rollout: { title: 'rollout.yaml: policy roll-outs, which adoption steps look up', schema: rolloutSchema },
  samples: { title: 'samples.yaml: the rows that are analysed and the columns made for them', schema: samplesSchema },
  models: { title: 'models.yaml: models and descriptive summaries', schema: modelsSchema },
  tables: { title: 'tables.yaml: tables', schema: tablesSchema },
  figures: { title: 'figures.yaml: figures', schema: figuresSchema },
  published: { title: 'published.yaml: the numbers that the paper printed', schema: publishedSchema },
  expect: { title: 'expect.yaml: numbers that a run must give', schema: expectSchema },
  audit: { title: 'audit.yaml: what belongs to what in published.yaml', schema: relationsSchema },
  readings: {
    title: 'readings.yaml: questions that the text leaves open, and the readings of each',
    schema: readingsSchema,
  },
  simulate: { title: 'simulate.yaml: a recipe for synthetic data', schema: recipeSchema },
  spec: { title: 'a single-file spec for `run`', schema: specSchema },
};

/** What may stand for members of a choice though no registry builds it: written out before validation. */
const WRITTEN_OUT: Readonly<Record<string, Json>> = {
  term: oneKey('set', { type: 'string', description: 'the name of a term set' }, 'the terms of a term set'),
};

/** The JSON Schema of every spec file, by file name. */
export function jsonSchemas(): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, { title, schema }]) => [`${name}.schema.json`, jsonSchema(title, schema)]),
  );
}

/** The JSON Schema of what a file may hold: every choice is a definition, so choices may contain themselves. */
function jsonSchema(title: string, schema: z.ZodType): Json {
  const definitions: Definitions = { names: new Map(), bodies: new Map() };
  const { $schema, ...root } = convert(definitions, schema, '');
  const bodies = [...definitions.bodies].sort(([a], [b]) => (a < b ? -1 : 1));
  return { $schema, title, ...root, ...(bodies.length > 0 && { $defs: Object.fromEntries(bodies) }) };
}

/** The definitions of one file, written as they are met. */
interface Definitions {
  readonly names: Map<Behind, string>;
  readonly bodies: Map<string, Json>;
}

/** A schema with its choices replaced by references; definitions that zod makes for cycles move beside ours. */
function convert(definitions: Definitions, schema: z.ZodType, prefix: string): Json {
  const { $defs, ...body } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema: json }) {
      const behind = choicesBehind(zodSchema as unknown as z.ZodType);
      if (behind !== undefined) json.$ref = `choice:${define(definitions, behind)}`;
    },
  }) as Json & { readonly $defs?: Readonly<Record<string, Json>> };
  for (const [name, inner] of Object.entries($defs ?? {}))
    definitions.bodies.set(prefix + name, rebased(inner, prefix) as Json);
  return rebased(body, prefix) as Json;
}

/** The name of the definition of a choice. */
function define(definitions: Definitions, behind: Behind): string {
  const { names, bodies } = definitions;
  const known = names.get(behind);
  if (known !== undefined) return known;
  const word = behind.noun.replace(/\W+/g, '_');
  const name = bodies.has(word) ? `${word}_${names.size}` : word;
  names.set(behind, name);
  bodies.set(name, {});
  bodies.set(name, choiceSchema(definitions, behind, name));
  return name;
}

function choiceSchema(definitions: Definitions, { noun, choices }: Behind, name: string): Json {
  const members = Object.entries(choices());
  const words = members
    .filter(([, { options }]) => options.safeParse({}).success && !namesAt(options, []))
    .map(([word, { summary }]) => ({ const: word, description: summary }));
  const mappings = members.map(([word, { summary, options }]) => {
    const { $schema: _, ...value } = convert(definitions, options, `${name}_${word}`);
    return oneKey(word, value, summary);
  });
  const extra = WRITTEN_OUT[noun];
  return { oneOf: [...words, ...mappings, ...(extra ? [extra] : [])] };
}

function oneKey(key: string, value: Json, description: string): Json {
  return { type: 'object', description, properties: { [key]: value }, required: [key], additionalProperties: false };
}

/** References of one conversion as references of the whole file. */
function rebased(json: unknown, prefix: string): unknown {
  if (Array.isArray(json)) return json.map((item) => rebased(item, prefix));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, rebased(value, prefix)];
      if (value === '#') throw new TypeError('a schema that is its own root cannot be moved into a definition');
      return [key, value.replace(/^choice:/, '#/$defs/').replace(/^#\/\$defs\/(?=__)/, `#/$defs/${prefix}`)];
    }),
  );
}
