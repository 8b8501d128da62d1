/** docs/yaml.md and docs/errors.md are what the schemas and the catalogue say now. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorReference } from './error-reference.ts';
import { yamlReference } from './yaml-reference.ts';

const folder = join(import.meta.dirname, '../../docs');
const written = { 'yaml.md': yamlReference(), 'errors.md': errorReference() };

/** UPDATE=1 writes the files that this test compares. */
if (process.env.UPDATE === '1') {
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
}

describe('generated pages', () => {
  it.each(Object.entries(written))('docs/%s is current (UPDATE=1 npx vitest run test/docs writes it)', (name, text) => {
    expect(readFileSync(join(folder, name), 'utf8') === text, `docs/${name} is out of date`).toBe(true);
  });

  it('name every word of every registry with its summary', () => {
    const text = written['yaml.md'];
    for (const word of [
      'probit',
      'two_part',
      'cluster',
      'marginal_effects',
      'interaction',
      'classify',
      'proportion',
      'quotas',
    ]) {
      expect(text).toMatch(new RegExp(`- \\*\\*\`${word}\`\\*\\*.*: \\S`));
    }
    expect(text).not.toMatch(/undefined|\[object|__schema/);
  });
});
