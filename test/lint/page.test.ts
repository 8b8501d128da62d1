/** docs/lint.md is written from the rules; UPDATE=1 writes it anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { needsData } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/registry.ts';
import type { Rule } from '../../src/lint/rule.ts';

const PAGE = join(import.meta.dirname, '../../docs/lint.md');

const INTRODUCTION = readFileSync(join(import.meta.dirname, 'lint-page.md'), 'utf8');

it('docs/lint.md is that of the rules', () => {
  const page = `${INTRODUCTION}${rules.map(entry).join('\n')}`;
  if (process.env.UPDATE === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

it('names pages that are there as sources', () => {
  const pages = rules.flatMap(({ source }) => source.match(/[\w/-]+\.md/g) ?? []);
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.filter((page) => !existsSync(join(import.meta.dirname, '../..', page)))).toEqual([]);
});

function entry(rule: Rule): string {
  const { id, severity, finds, why, remedy, source, example, fixes } = rule;
  const needs = needsData(rule) ? ', needs data' : '';
  const cure = fixes ? ', `--fix` mends it' : '';
  return [
    `### ${id}`,
    '',
    `*${severity}${needs}${cure}.* Finds ${finds}.`,
    '',
    `- why: ${why}`,
    `- what to do: ${remedy.en}`,
    `- source: ${source}`,
    `- found: ${code(example.found)}`,
    `- not found: ${code(example.mended)}`,
    '',
  ].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
