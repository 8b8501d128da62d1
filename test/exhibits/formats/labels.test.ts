/** Whatever a label says, no format lets it become markup, a formula, a control sequence or a broken file. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/exhibits/formats/display-width.ts';
import { latexText } from '../../../src/exhibits/formats/latex-text.ts';
import { plain } from '../../../src/exhibits/formats/plain.ts';
import { formats } from '../../../src/exhibits/formats/registry.ts';
import { labelledDocument } from './labelled.ts';
import { NAUGHTY } from './naughty-strings.ts';

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;
const OPTIONS = { language: 'en', width: 60, color: false } as const;

async function rendered(
  format: string,
  label: string,
  kinds?: readonly ('table' | 'figure')[],
  width = 60,
): Promise<string> {
  return (await formats.get(format)!.render(labelledDocument(label, kinds), { ...OPTIONS, width })) as string;
}

/** Any text, with every kind of code unit, and pieces of the naughty ones glued together. */
const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes)),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(fc.constantFrom(...NAUGHTY.filter((text) => text.length < 50)), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom(...Array.from('|\\`*_{}[]()#+-.!<>&"\'$%^~=@:;, \n\t中1a')), { maxLength: 15 })
    .map((parts) => parts.join('')),
);

async function everyLabel(check: (label: string) => Promise<void>, runs = 120): Promise<void> {
  for (const label of NAUGHTY) await check(label);
  await fc.assert(fc.asyncProperty(anyText, check), { numRuns: runs, seed: 20141 });
}

describe('plain', () => {
  it('leaves nothing invisible and breaks no line', () => {
    fc.assert(
      fc.property(anyText, (label) => {
        expect(plain(label)).not.toMatch(CONTROL);
        expect(plain(label)).not.toMatch(/[\n\r\t\p{Cf}]/u);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
  it('shows what it replaced', () => {
    expect(plain('a\u001b[31m')).toBe('a\\u001b[31m');
    expect(plain('\u202egnp')).toBe('\\u202egnp');
    expect(plain('\u{e0041}')).toBe('\\ue0041');
    expect(plain('\ud800')).toBe('\\ud800');
    expect(plain(' two\r\n lines\t')).toBe('two lines');
    expect(plain('年龄 – café ±')).toBe('年龄 – café ±');
  });
});

describe('terminal', () => {
  it('has no control byte and no line wider than the terminal', async () => {
    for (const width of [20, 37, 80]) {
      await everyLabel(async (label) => {
        const text = await rendered('terminal', label, ['table', 'figure'], width);
        expect(text).not.toMatch(CONTROL);
        const widest = Math.max(...text.split('\n').map(displayWidth));
        expect(widest, JSON.stringify(label)).toBeLessThanOrEqual(width);
      }, 60);
    }
  });
});

describe('csv', () => {
  it('reads back equal, and no text field begins a formula', async () => {
    await everyLabel(async (label) => {
      const records = parse(await rendered('csv', label), { relax_column_count: false }) as string[][];
      const shown = plain(label);
      const unguarded = (field: string) => (/^'+\s*[=+\-@＝＋－＠]/.test(field) ? field.slice(1) : field);
      const table = records.findIndex((record) => record[1] === '-0.147**');
      expect(unguarded(records[table]![0]!)).toBe(shown);
      expect(unguarded(records[table]![3]!)).toBe(shown);
      expect(records[table]!.slice(1, 3)).toEqual(['-0.147**', '0.041']);
      expect(records[table + 1]!.slice(1, 3)).toEqual(['20000', '']);
      for (const field of records.flat()) if (field !== '-0.147**') expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      expect(records.flat().join('')).not.toMatch(CONTROL);
    });
  });
});

describe('tsv', () => {
  it('has as many fields in every line', async () => {
    await everyLabel(async (label) => {
      const lines = (await rendered('tsv', label))
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      const body = lines.find((fields) => fields[1] === '-0.147**')!;
      expect(body.length).toBe(4);
      expect(body[0]!.replace(/^'(?='*\s*[=+\-@＝＋－＠])/, '')).toBe(plain(label));
    });
  });
});

describe('markdown', () => {
  it('keeps its columns and lets no markup through', async () => {
    await everyLabel(async (label) => {
      const text = await rendered('markdown', label, ['table']);
      expect(text).not.toMatch(CONTROL);
      const unescaped = text.replace(/\\[!-/:-@[-`{-~]/g, '');
      expect(unescaped).not.toMatch(/</);
      expect(unescaped.replace(/&(amp|lt|gt|nbsp);/g, '')).not.toMatch(/&/);
      // what is left of active characters is ours: bold titles and groups, the quote mark, the table
      expect(unescaped.replaceAll('**', '')).not.toMatch(/[*_`[\]{}$~^#]/);
      const rows = unescaped.split('\n').filter((line) => line.startsWith('| '));
      expect(rows.length).toBe(5);
      for (const row of rows) expect(row.split('|').length, row).toBe(6);
      for (const line of text.split('\n')) expect(line).not.toMatch(/^(\s{4}|[-+=] |=+$|\d+[.)] |#)/);
    });
  });
});

/** Undoes latexText: what LaTeX prints for it. Throws when an active character is left. */
function latexPrints(source: string): string {
  const NAMES: Record<string, string> = {
    textbackslash: '\\',
    textasciicircum: '^',
    textasciitilde: '~',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    textasciigrave: '`',
    textendash: '–',
    textemdash: '—',
    ldots: '…',
    textquoteleft: '‘',
    textquoteright: '’',
    textquotedblleft: '“',
    textquotedblright: '”',
  };
  const MATH: Record<string, string> = {
    '-': '−',
    '\\pm': '±',
    '\\times': '×',
    '\\cdot': '·',
    '\\leq': '≤',
    '\\geq': '≥',
    '\\neq': '≠',
    '\\chi': 'χ',
    '\\mu': 'μ',
    '\\sigma': 'σ',
    '\\Delta': 'Δ',
  };
  let printed = '';
  let rest = source;
  while (rest !== '') {
    const token =
      /^\\([a-z]+)\{\}/.exec(rest) ??
      /^\\ensuremath\{([^}]*)\}/.exec(rest) ??
      /^\\textsuperscript\{([23])\}/.exec(rest) ??
      /^\{\\char34\}/.exec(rest) ??
      /^\{([[\]*])\}/.exec(rest) ??
      /^\\([{}$&#_%])/.exec(rest) ??
      /^\{\}/.exec(rest) ??
      /^~/.exec(rest) ??
      /^[^\\{}$&#^_~%]/u.exec(rest);
    if (token === null) throw new Error(`active: ${rest.slice(0, 20)}`);
    const [all, inner = ''] = token;
    rest = rest.slice(all.length);
    if (all.startsWith('\\ensuremath')) printed += MATH[inner]!;
    else if (all.startsWith('\\textsuperscript')) printed += inner === '2' ? '²' : '³';
    else if (all === '{\\char34}') printed += '"';
    else if (all === '~') printed += '\u00a0';
    else if (all.startsWith('\\') && all.endsWith('{}')) printed += NAMES[inner]!;
    else if (all !== '{}') printed += inner === '' ? all : inner;
  }
  return printed;
}

describe('latex', () => {
  it('prints exactly the label', async () => {
    await everyLabel(async (label) => {
      expect(latexPrints(latexText(plain(label)))).toBe(plain(label));
    }, 500);
  });
  it('has no dash, quotation mark or argument that the label did not ask for', async () => {
    await everyLabel(async (label) => {
      const text = await rendered('latex', label, ['table']);
      expect(text).not.toMatch(CONTROL);
      expect(text).not.toMatch(/(?<!\\cmidrule.*)--|''|\\\\\s*[[*]/);
      expect(text.match(/\\begin\{tabular\}/g)).toHaveLength(1);
    });
  });
});

describe('html', () => {
  it('shows the label as text and has no element of its own', async () => {
    await everyLabel(async (label) => {
      const text = await rendered('html', label, ['table']);
      expect(text).not.toMatch(CONTROL);
      const { document } = parseHTML(text);
      expect(
        document.querySelectorAll('script, img, a:not(.skip), iframe, object, embed, form, svg, link'),
      ).toHaveLength(0);
      expect(document.querySelectorAll('a.skip[href="#content"]')).toHaveLength(1);
      expect([...document.querySelectorAll('b')].every((one) => one.parentElement!.className === 'note')).toBe(true);
      const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
        element.className === 'skip' ? [] : [...element.attributes].map((one) => one.name),
      );
      expect(
        attributes.filter((name) => name.startsWith('on') || name === 'style' || name === 'href' || name === 'src'),
      ).toEqual([]);
      expect(document.querySelector('tr.body > *')!.textContent).toBe(plain(label));
      expect(document.querySelector('p.note')!.textContent).toBe(plain(label));
      expect(document.querySelector('caption')!.textContent).toBe(plain(label));
      const heading = document.querySelector('h2')!;
      expect(heading.textContent).toBe(plain(label));
      expect(heading.getAttribute('id')).toMatch(/^[\w.-]+$/);
      expect(document.querySelector('.scroll')!.getAttribute('aria-labelledby')).toBe(heading.getAttribute('id'));
    });
  });
});

describe('svg', () => {
  it('is well formed, has no element of its own and shows every word of the label', async () => {
    const { Resvg } = await import('@resvg/resvg-js');
    const check = async (label: string) => {
      const text = await rendered('svg', label, ['figure']);
      expect(text).not.toMatch(CONTROL);
      // resvg reads strict XML: it throws on whatever is not well formed
      expect(() => new Resvg(text, { font: { loadSystemFonts: false } })).not.toThrow();
      const { document } = parseHTML(text);
      expect(document.querySelectorAll('script, a, image, foreignObject, style, iframe')).toHaveLength(0);
      expect(document.querySelector('svg')!.getAttribute('aria-label')).toBe(plain(label));
    };
    for (const label of NAUGHTY) await check(label);
    await fc.assert(fc.asyncProperty(anyText, check), { numRuns: 40, seed: 7 });
  });
});

describe('json', () => {
  it('gives the very same label back', async () => {
    await everyLabel(async (label) => {
      const text = await rendered('json', label);
      expect(text.replaceAll('\n', '')).not.toMatch(CONTROL);
      const read = JSON.parse(text) as {
        warnings: string[];
        models: Record<string, unknown>;
        exhibits: { title: string }[];
      };
      expect(read.warnings).toEqual([label]);
      expect(Object.hasOwn(read.models, label)).toBe(true);
      expect(read.exhibits[0]!.title).toBe(label);
    });
  });
});
