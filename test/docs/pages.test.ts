/** The pages stay true: links lead somewhere, quoted code is in its file, every golden case is on a methods page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const pages = ['README.md', 'README.zh.md', 'CONTRIBUTING.md', ...markdownIn('docs')];

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** The page without its code blocks. */
const prose = (page: string) => textOf(page).replace(/^```[\s\S]*?^```$/gm, '');

/** The anchors that a page shown on the web gives its headings. */
const headingsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('%s', (page) => {
  it('links to files that are there', () => {
    const links = [...prose(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !existsSync(join(root, dirname(page), link)));
    expect(broken).toEqual([]);
  });

  it('shows pictures that are there', () => {
    const pictures = [...prose(page).matchAll(/<img src="([^"]+)"/g)].map((match) => match[1]!);
    expect(pictures.filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([]);
  });

  it('links to headings that are there', () => {
    const links = [...prose(page).matchAll(/\]\(([^)#\s]*)#([^)]+)\)/g)].filter(([, file]) => !/^[a-z]+:/.test(file!));
    const broken = links.filter(([, file, anchor]) => {
      const target = file === '' ? page : join(dirname(page), file!);
      return !headingsOf(target).includes(anchor!);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('names paths that are there', () => {
    const paths = [
      ...prose(page).matchAll(/`((?:src|test|docs|specs|schema|sample-data|bench|bin|scripts)\/[\w./-]+)`/g),
    ]
      .map((match) => match[1]!)
      .filter((path) => !/\bX\b|\bdist\b/.test(path));
    expect([...new Set(paths)].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('quotes code as it stands in its file', () => {
    const quotes = [...textOf(page).matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)];
    for (const [, file, quoted] of quotes) {
      // a line `// ...` stands for lines left out
      for (const part of quoted!.split(/^ *\/\/ \.\.\.\n/m)) {
        expect(textOf(file!).includes(part), `${page} quotes ${file}: ${part}`).toBe(true);
      }
    }
  });

  it('names no folder of a machine', () => {
    expect(textOf(page)).not.toMatch(/\/(?:home|root|Users|work|tmp)\//);
  });
});

it('every golden case is on a methods page', () => {
  const methods = markdownIn('docs/methods').map(textOf).join('\n');
  const cases = readdirSync(join(root, 'test/golden/cases')).map((name) => name.replace('.json', ''));
  const ranges = [/^nist-wampler[1-5]$/, /^nist-anova-smls0[1-9]$/];
  const unnamed = cases.filter((id) => !methods.includes(id) && !ranges.some((range) => range.test(id)));
  expect(unnamed).toEqual([]);
});

it('CONTRIBUTING has a worked example of each of the four changes, quoted from real files', () => {
  const quoted = [...textOf('CONTRIBUTING.md').matchAll(/^```\w+ (\S+)$/gm)].map((match) => match[1]!);
  for (const room of ['analysis/estimators', 'exhibits/tables', 'exhibits/formats']) {
    expect(
      quoted.some((file) => file === `src/${room}/registry.ts`),
      room,
    ).toBe(true);
  }
  expect(quoted.some((file) => file.startsWith('test/toy/'))).toBe(true);
});
