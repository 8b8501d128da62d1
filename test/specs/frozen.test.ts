/** The shipped expectations are those of the shipped specs and sample data; docs/assertions.md says how they are frozen anew. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPaper } from '../../src/spec/load-paper.ts';

const root = resolve(import.meta.dirname, '../..');

describe.each([
  ['reimb', 'cmds2014.csv'],
  ['pooling', 'clds.csv'],
])('specs/%s/expect.yaml', (program, data) => {
  const text = readFileSync(join(root, 'specs', program, 'expect.yaml'), 'utf8');

  it('was frozen with the spec as it is', () => {
    expect(text).toContain(`spec_sha256: "${loadPaper(join(root, 'specs', program)).specSha256}"`);
  });

  it('was frozen with the data as they are', () => {
    const hash = createHash('sha256').update(readFileSync(join(root, 'sample-data', data)));
    expect(text).toContain(`{ name: "${data}", sha256: "${hash.digest('hex')}" }`);
  });
});
