/** schema/run.schema.json is the one that reads run.json; UPDATE=1 writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runJsonSchema } from '../../src/provenance/run-schema.ts';

const file = join(import.meta.dirname, '../../schema/run.schema.json');
const text = `${JSON.stringify(runJsonSchema(), null, 2)}\n`;

if (process.env.UPDATE === '1') writeFileSync(file, text);

it('the JSON Schema of run.json is current', () => {
  expect(readFileSync(file, 'utf8') === text, 'UPDATE=1 npx vitest run test/provenance').toBe(true);
});
