/** Holds the import table of docs/architecture.md and enforces it on every file under src/ and bin/. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Room -> rooms it may import (itself is always allowed). */
const MAY_IMPORT: Record<string, readonly string[]> = {
  errors: [],
  numerics: [],
  results: [],
  yaml: ['errors'],
  'analysis/data': ['numerics', 'results', 'yaml', 'errors'],
  'analysis/expressions': ['analysis/data', 'results', 'numerics', 'errors'],
  'analysis/steps': ['analysis/data', 'analysis/expressions', 'results', 'yaml', 'errors', 'numerics'],
  'analysis/terms': ['analysis/data', 'results', 'numerics', 'yaml', 'errors'],
  'analysis/design': ['analysis/data', 'analysis/terms', 'analysis/expressions', 'results', 'numerics', 'errors'],
  'analysis/estimators': [
    'analysis/data',
    'analysis/terms',
    'analysis/expressions',
    'analysis/design',
    'numerics',
    'results',
    'yaml',
    'errors',
  ],
  'analysis/draws': ['numerics', 'errors'],
  'analysis/placebo': [
    'analysis/data',
    'analysis/terms',
    'analysis/design',
    'analysis/estimators',
    'analysis/vcov',
    'analysis/effects',
    'analysis/draws',
    'numerics',
    'results',
    'yaml',
    'errors',
  ],
  'analysis/vcov': ['analysis/data', 'analysis/design', 'analysis/estimators', 'numerics', 'results', 'yaml', 'errors'],
  'analysis/effects': [
    'analysis/data',
    'analysis/terms',
    'analysis/design',
    'analysis/estimators',
    'analysis/vcov',
    'numerics',
    'results',
    'yaml',
    'errors',
  ],
  'analysis/mediation': [
    'analysis/data',
    'analysis/terms',
    'analysis/design',
    'analysis/estimators',
    'analysis/vcov',
    'analysis/effects',
    'analysis/draws',
    'numerics',
    'results',
    'yaml',
    'errors',
  ],
  'analysis/splits': [
    'analysis/data',
    'analysis/design',
    'analysis/estimators',
    'analysis/vcov',
    'analysis/effects',
    'analysis/draws',
    'numerics',
    'results',
    'yaml',
    'errors',
  ],
  'analysis/simulate': ['analysis/data', 'analysis/expressions', 'numerics', 'results', 'yaml', 'errors'],
  'exhibits/published': ['results', 'numerics', 'yaml', 'errors'],
  'exhibits/audit': ['exhibits/published', 'results', 'numerics', 'yaml', 'errors'],
  'exhibits/tables': ['exhibits/published', 'results', 'numerics', 'yaml', 'errors'],
  'exhibits/figures': ['results', 'numerics', 'yaml', 'errors'],
  'exhibits/formats': ['exhibits/tables', 'exhibits/figures', 'results', 'numerics', 'errors'],
  'exhibits/readings': [
    'exhibits/published',
    'exhibits/audit',
    'exhibits/tables',
    'exhibits/figures',
    'results',
    'numerics',
    'yaml',
    'errors',
  ],
  'exhibits/expectations': ['exhibits/published', 'results', 'numerics', 'yaml', 'errors'],
  'exhibits/sentences': ['results', 'numerics', 'errors'],
  'exhibits/report': [
    'exhibits/formats',
    'exhibits/tables',
    'exhibits/figures',
    'exhibits/published',
    'exhibits/audit',
    'exhibits/sentences',
    'results',
    'numerics',
    'errors',
  ],
  lint: ['spec', 'pipeline', 'analysis/data', 'analysis/expressions', 'results', 'yaml', 'errors'],
  emit: ['spec', 'analysis/data', 'analysis/expressions', 'results', 'yaml', 'errors'],
  provenance: ['spec', 'pipeline', 'analysis/data', 'results', 'errors'],
  spec: [
    'analysis/data',
    'analysis/expressions',
    'analysis/steps',
    'analysis/terms',
    'analysis/design',
    'analysis/estimators',
    'analysis/vcov',
    'analysis/effects',
    'analysis/placebo',
    'analysis/mediation',
    'analysis/splits',
    'analysis/simulate',
    'exhibits/tables',
    'exhibits/figures',
    'exhibits/published',
    'exhibits/audit',
    'exhibits/readings',
    'exhibits/expectations',
    'results',
    'yaml',
    'errors',
  ],
  pipeline: [
    'spec',
    'analysis/data',
    'analysis/steps',
    'analysis/terms',
    'analysis/design',
    'analysis/estimators',
    'analysis/vcov',
    'analysis/effects',
    'analysis/draws',
    'analysis/placebo',
    'analysis/mediation',
    'analysis/splits',
    'analysis/simulate',
    'exhibits/published',
    'exhibits/sentences',
    'results',
    'errors',
  ],
  cli: [
    'spec',
    'pipeline',
    'lint',
    'emit',
    'provenance',
    'analysis/data',
    'analysis/simulate',
    'results',
    'exhibits/formats',
    'exhibits/tables',
    'exhibits/figures',
    'exhibits/published',
    'exhibits/audit',
    'exhibits/readings',
    'exhibits/expectations',
    'exhibits/sentences',
    'exhibits/report',
    'errors',
  ],
  bin: ['cli'],
};

/** Package -> rooms it may enter by. */
const DOORS: Record<string, readonly string[]> = {
  commander: ['cli'],
  'csv-parse': ['analysis/data'],
  jstat: ['numerics'],
  chalk: ['exhibits/formats', 'cli'],
  'cli-table3': ['exhibits/formats'],
  'cli-progress': ['cli'],
  yaml: ['yaml'],
  linkedom: ['exhibits/formats'],
  '@observablehq/plot': ['exhibits/formats'],
  '@resvg/resvg-js': ['exhibits/formats'],
  docx: ['exhibits/formats'],
};

/** Plug-in rooms, in which only registries (and their room's schema files) may read YAML. */
const PLUG_IN_ROOMS = [
  'analysis/steps',
  'analysis/terms',
  'analysis/estimators',
  'analysis/vcov',
  'analysis/effects',
  'analysis/mediation',
  'analysis/splits',
  'exhibits/tables',
  'exhibits/figures',
  'exhibits/formats',
];

const PAPER_WORDS = /\b(reimb|pooling|migrants?|migration|hukou|ncms|uebmi|urbmi|cmds|clds)\b/i;
const FORBIDDEN_FOLDERS = /(^|\/)(utils?|helpers?|common|lib|core|types)(\/|\.ts$)/;

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources = [...files(join(root, 'src')), ...files(join(root, 'bin'))].map(read);

describe('architecture', () => {
  it('finds the sources', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it('knows every room', () => {
    const unknown = sources.filter((source) => !(source.room in MAY_IMPORT)).map((source) => source.path);
    expect(unknown).toEqual([]);
  });

  it('imports only what the table allows', () => {
    const broken: string[] = [];
    for (const source of sources) {
      for (const specifier of source.imports) {
        if (!specifier.startsWith('.')) continue;
        const target = roomOf(relative(root, resolve(root, dirname(source.path), specifier)));
        const allowed = target === source.room || MAY_IMPORT[source.room]!.includes(target);
        if (!allowed) broken.push(`${source.path} imports ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('lets each package in by its own door', () => {
    const broken: string[] = [];
    for (const source of sources) {
      for (const specifier of source.imports) {
        const name = Object.keys(DOORS).find(
          (candidate) => specifier === candidate || specifier.startsWith(`${candidate}/`),
        );
        if (name !== undefined && !DOORS[name]!.includes(source.room)) broken.push(`${source.path} imports ${name}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('reads YAML only in registries', () => {
    const broken = sources
      .filter((source) => PLUG_IN_ROOMS.includes(source.room) && !/registry\.ts$/.test(source.path))
      .filter((source) => source.imports.some((specifier) => specifier === 'zod' || specifier.includes('/yaml/')))
      .map((source) => source.path);
    expect(broken).toEqual([]);
  });

  it('knows no paper', () => {
    const broken = sources
      .filter((source) => source.path.startsWith('src/') && PAPER_WORDS.test(source.text))
      .map((source) => `${source.path}: ${PAPER_WORDS.exec(source.text)![0]}`);
    expect(broken).toEqual([]);
  });

  it('has no junk drawers and no barrels', () => {
    const broken = sources
      .map((source) => source.path)
      .filter((path) => FORBIDDEN_FOLDERS.test(path) || /(^|\/)index\.ts$/.test(path));
    expect(broken).toEqual([]);
  });

  it('draws no random number and reads no clock outside the command line', () => {
    const broken = sources
      .filter((source) => source.room !== 'cli' && /Math\.random|Date\.now|new Date\(/.test(source.text))
      .map((source) => source.path);
    expect(broken).toEqual([]);
  });

  it('never ends the process before its output is written', () => {
    const broken = sources.filter((source) => /process\.exit\(/.test(source.text)).map((source) => source.path);
    expect(broken).toEqual([]);
  });

  it('opens every file with a line that says what it owes the house', () => {
    const broken = sources
      .filter((source) => source.path.startsWith('src/') && !source.path.endsWith('.d.ts'))
      .filter((source) => !source.text.startsWith('/**'))
      .map((source) => source.path);
    expect(broken).toEqual([]);
  });

  it('keeps the executables at five lines', () => {
    const long = sources
      .filter((source) => source.room === 'bin')
      .filter((source) => source.text.trimEnd().split('\n').length > 5)
      .map((source) => source.path);
    expect(long).toEqual([]);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
  return { path, room: roomOf(path), text, imports };
}

function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] === 'bin') return 'bin';
  const wing = parts[1]!;
  return wing === 'analysis' || wing === 'exhibits' ? `${wing}/${parts[2]}` : wing;
}
