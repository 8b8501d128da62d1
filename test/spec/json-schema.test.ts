import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../src/spec/json-schema.ts';
import { changed, SMALL_PAPER } from './small-paper.ts';

const folder = join(import.meta.dirname, '../../schema');
const schemas = jsonSchemas();
const written = Object.entries(schemas).map(([name, schema]): [string, string] => [
  name,
  `${JSON.stringify(schema, null, 2)}\n`,
]);

/** UPDATE=1 (npm run schema) writes the files that this test compares. */
if (process.env.UPDATE === '1') for (const [name, text] of written) writeFileSync(join(folder, name), text);

type Json = Record<string, unknown>;

/** A small reader of the keywords that our schemas use, independent of zod: whether a value is accepted. */
function accepts(root: Json, schema: Json | boolean, value: unknown): boolean {
  if (typeof schema === 'boolean') return schema;
  const all = (key: string) => (schema[key] as Json[] | undefined) ?? [];
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const rest = schema.additionalProperties as Json | boolean | undefined;
  const count = (options: Json[]) => options.filter((one) => accepts(root, one, value)).length;
  if (schema.$ref !== undefined) {
    const target = (schema.$ref as string)
      .slice(2)
      .split('/')
      .reduce<unknown>((part, key) => (part as Json)[key], root);
    if (target === undefined) throw new Error(`dangling ${schema.$ref}`);
    if (!accepts(root, target as Json, value)) return false;
  }
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(type as string, value))) return false;
  if ('const' in schema && schema.const !== value) return false;
  if (schema.enum !== undefined && !(schema.enum as unknown[]).includes(value)) return false;
  if (schema.anyOf !== undefined && count(all('anyOf')) === 0) return false;
  if (schema.oneOf !== undefined && count(all('oneOf')) !== 1) return false;
  if (!all('allOf').every((one) => accepts(root, one, value))) return false;
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern as string).test(value))
    return false;
  if (Array.isArray(value)) {
    if (value.length < ((schema.minItems as number) ?? 0)) return false;
    if (schema.items !== undefined && !value.every((item) => accepts(root, schema.items as Json, item))) return false;
  }
  if (entries === undefined) return true;
  if (!((schema.required ?? []) as string[]).every((key) => Object.hasOwn(value as object, key))) return false;
  const names = schema.propertyNames as Json | undefined;
  return entries.every(([key, part]) => {
    if (names !== undefined && !accepts(root, names, key)) return false;
    return Object.hasOwn(properties, key)
      ? accepts(root, properties[key]!, part)
      : rest === undefined || accepts(root, rest, part);
  });
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

const accepted = (file: string, text: string) => {
  const schema = schemas[file.replace('.yaml', '.schema.json')]!;
  return accepts(schema, schema, parse(text));
};

describe('JSON Schemas', () => {
  it('are those in schema/ (npm run schema writes them)', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'run.schema.json')
        .sort(),
    ).toEqual(written.map(([name]) => name).sort());
    for (const [name, text] of written)
      expect(readFileSync(join(folder, name), 'utf8') === text, `${name} is out of date`).toBe(true);
  });

  it('are of draft 2020-12, and every reference has its definition', () => {
    for (const [name, schema] of Object.entries(schemas)) {
      expect(schema.$schema, name).toBe('https://json-schema.org/draft/2020-12/schema');
      const text = JSON.stringify(schema);
      const references = [...text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map((match) => match[1]!);
      for (const reference of references) expect(schema.$defs, `${name} ${reference}`).toHaveProperty([reference]);
      expect(text).not.toContain('choice:');
    }
  });

  it.each(Object.entries(SMALL_PAPER))('accept %s of the small paper', (file, text) => {
    expect(accepted(file, text)).toBe(true);
  });

  it.each([
    ['models.yaml', 'outcome: any', 'outcom: any'],
    ['models.yaml', 'probit', 'probti'],
    ['models.yaml', 'link: log', 'lnk: log'],
    ['models.yaml', '{power: {of', '{pwer: {of'],
    ['models.yaml', 'by: village', 'bye: village'],
    ['samples.yaml', 'keep: {where', 'kep: {where'],
    ['codebook.yaml', 'kind: category', 'kind: categry'],
    ['tables.yaml', 'summary: {of: overview}', 'summary: {off: overview}'],
    ['paper.yaml', 'type: choice', 'type: choise'],
  ] as const)('refuse in %s %j written as %j', (file, found, replacement) => {
    expect(accepted(file, changed([file, found, replacement])[file]!)).toBe(false);
  });

  it('offer every word of a choice with its summary', () => {
    const { $defs } = schemas['models.schema.json'] as { $defs: Record<string, { oneOf: Json[] }> };
    const words = $defs.estimator!.oneOf.filter((one) => 'const' in one);
    expect(words.map((one) => one.const)).toEqual(expect.arrayContaining(['ols', 'probit', 'logit', 'gamma']));
    expect(words.every((one) => typeof one.description === 'string')).toBe(true);
    expect(words.map((one) => one.const)).not.toContain('two_part');
    expect($defs.term!.oneOf.some((one) => 'set' in ((one.properties as object) ?? {}))).toBe(true);
  });
});
