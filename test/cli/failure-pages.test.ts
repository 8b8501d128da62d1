/** Failures name their page: a last line on a terminal, a field in JSON, and a heading that exists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { reportError } from '../../src/cli/report-error.ts';
import { CATALOGUE, type FailureCode } from '../../src/errors/catalogue.ts';
import { Failure, Failures } from '../../src/errors/failure.ts';
import { reimb } from './program.ts';

const root = join(import.meta.dirname, '../..');

function said(error: unknown, asJson: boolean, pages: boolean): string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  reportError(error, asJson, pages);
  spy.mockRestore();
  return lines.join('').trimEnd().split('\n');
}

const key = new Failure('E-SPEC-KEY', { finding: 'no key "x" here' });
const name = new Failure('E-SPEC-NAME', { finding: 'no model "x"' });

describe('a failure names its page', () => {
  it('in one last line on a terminal, each page once', () => {
    expect(said(key, false, true)).toEqual([key.message, 'see docs/errors.md#e-spec-key']);
    const several = said(new Failures([key, name, key]), false, true);
    expect(several.at(-1)).toBe('see docs/errors.md#e-spec-key, docs/errors.md#e-spec-name');
    expect(several).toHaveLength(4);
    expect(said(new TypeError('x'), false, true).at(-1)).toBe('see docs/errors.md#e-bug');
  });

  it('not where nobody reads', async () => {
    expect(said(key, false, false)).toEqual([key.message]);
    const { stderr } = await reimb(['two-prt']);
    expect(stderr).toBe('E-USAGE unknown command "two-prt"; nearest: "two-part"; see reimb --help\n');
  });

  it('in a field of JSON', () => {
    for (const line of said(new Failures([key, name]), true, true)) {
      const { code, docs } = JSON.parse(line) as { code: string; docs: string };
      expect(docs).toBe(`docs/errors.md#${code.toLowerCase()}`);
    }
  });

  it('which has a heading for every code', () => {
    const headings = [...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^### (.+)$/gm)].map((match) =>
      match[1]!.toLowerCase(),
    );
    const codes = (Object.keys(CATALOGUE) as FailureCode[]).map((code) => code.toLowerCase());
    expect(headings.sort()).toEqual(codes.sort());
  });
});
