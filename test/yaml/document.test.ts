import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/errors/failure.ts';
import { parseYaml } from '../../src/yaml/document.ts';

/** The messages of a text that is refused. */
function faults(text: string): string[] {
  try {
    parseYaml(text, 'spec.yaml');
  } catch (error) {
    if (!(error instanceof Failures)) throw error;
    return error.failures.map((failure) => failure.message);
  }
  return [];
}

describe('parseYaml', () => {
  it('reads words, numbers, lists and mappings of YAML 1.2', () => {
    const { value } = parseYaml(
      'a: no\nb: on\nc: 1:30\nd: 1_000\ne: [1, -2.5, 1e-3, .5, "011"]\nf: {g: true, h: ~}\n2014: x\n',
      'f',
    );
    expect(value).toEqual({
      a: 'no',
      b: 'on',
      c: '1:30',
      d: '1_000',
      e: [1, -2.5, 0.001, 0.5, '011'],
      f: { g: true, h: null },
      2014: 'x',
    });
  });

  it('locates values, keys and the nearest ancestor of what is not there', () => {
    const document = parseYaml('models:\n  m:\n    terms: [age, {power: {of: age}}]\n    sample: all\n', 'm.yaml');
    const at = (path: (string | number)[], part?: 'key') => {
      const { line, column } = document.locate(path, part);
      return `${line}:${column}`;
    };
    expect(at(['models', 'm', 'sample'])).toBe('4:13');
    expect(at(['models', 'm', 'sample'], 'key')).toBe('4:5');
    expect(at(['models', 'm', 'terms', 1, 'power', 'of'])).toBe('3:31');
    expect(at(['models', 'm', 'terms', 1, 'power', 'of'], 'key')).toBe('3:27');
    expect(at(['models', 'm', 'estimator'], 'key')).toBe('2:3');
    expect(at(['nothing'])).toBe('1:1');
    expect(document.locate([]).file).toBe('m.yaml');
  });

  it('counts columns after a byte order mark and on lines that end in CR LF', () => {
    expect(parseYaml('\ufeffa: 1\r\nb: 2\r\n', 'f').locate(['b'])).toMatchObject({ file: 'f', line: 2, column: 4 });
    expect(parseYaml('\ufeffa: 1', 'f').locate(['a'])).toMatchObject({ file: 'f', line: 1, column: 4 });
  });

  it.each([
    ['a: &x 1\nb: *x\n', ['1:7 an anchor', '2:4 an alias']],
    ['a: {b: 1}\n<<: {c: 2}\n', ['2:1 a merge key']],
    ['a: 1\nb:\n  c: 1\n  c: 2\na: 3\n', ['4:3 the key "c" a second time', '5:1 the key "a" a second time']],
    ['a: 1\n"a": 2\n', ['2:1 the key "a" a second time']],
    ['1: x\n"1": y\n', ['2:1 the key "1" a second time']],
    ['a: 1\n---\nb: 2\n', ['2:1 a second document']],
    ['a: !mine 1\n', ['1:4 a tag']],
    ['a: !!binary aGk=\n', ['1:4 a tag']],
    ['%YAML 1.1\n---\na: no\n', ['1:1 a directive']],
    [
      'a: 011\nb: [0x1F, 0o17, .inf, 9007199254740993, 1e999]\n',
      ['1:4 "011"', '2:5 "0x1F"', '2:11 "0o17"', '2:17 ".inf"', '2:23 "9007199254740993"', '2:41 "1e999"'],
    ],
    ['[a]: 1\n', ['1:1 a key that is not a word']],
    ['a: 1\n__proto__: {b: 1}\n', ['2:1 the key "__proto__"']],
    ['a: "open\n', ['not YAML: missing closing']],
    ['a:\n\tb: 1\n', ['2:1 a tab as indentation']],
    ['a: [1, 2\nb: 3\n', ['not YAML']],
  ])('refuses %j', (text, expected) => {
    const found = faults(text);
    expect(found).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) {
      expect(found[index]).toMatch(/^E-SPEC-YAML spec\.yaml:\d+:\d+: /);
      expect(found[index]!.replace(/^E-SPEC-YAML spec\.yaml:(\d+:\d+):/, '$1')).toContain(part);
    }
  });

  it('refuses an alias bomb without expanding it', () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++)
      rows.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(faults(rows.join('\n'))[0]).toContain('1:9: an anchor');
  });

  it.each([
    ['flow lists', '['.repeat(100_000)],
    ['flow mappings', '{a: '.repeat(60_000)],
    ['lists on one line', `${'- '.repeat(100_000)}x`],
    ['explicit keys on one line', `${'? '.repeat(100_000)}x`],
    ['block mappings', Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['lists over lines', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i * 2)}- - x`).join('\n')],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['33 block levels', `${Array.from({ length: 33 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')} 1`],
    [
      'lists under keys',
      Array.from({ length: 17 }, (_, i) => `${' '.repeat(i * 2)}a:\n${' '.repeat(i * 2)}-${i === 16 ? ' x' : ''}`).join(
        '\n',
      ),
    ],
  ])('refuses depth beyond 32 quickly: %s', (_, text) => {
    const start = performance.now();
    const found = faults(text);
    expect(found[0]).toContain('nesting deeper than 32');
    expect(found[0]).toMatch(/spec\.yaml:\d+:\d+:/);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('accepts depth 32', () => {
    expect(faults(`${'['.repeat(32)}${']'.repeat(32)}`)).toEqual([]);
    expect(faults(`${Array.from({ length: 32 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')} 1`)).toEqual([]);
  });

  it('refuses more than 256 KiB and more than 20,000 values', () => {
    expect(faults(`a: "${'x'.repeat(262_144)}"`)[0]).toContain('at most 262144');
    expect(faults(`[${'1,'.repeat(20_000)}]`)[0]).toContain('more than 20000 values');
    expect(faults(`[${'1,'.repeat(19_999)}]`)).toEqual([]);
  });

  it('throws nothing but Failures, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '|',
      '>',
      '#',
      '&',
      '*',
      '!',
      '%',
      '?',
      '---',
      '...',
      '\t',
      '1',
      '\\',
      '\ufeff',
      '\r',
      '@',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        faults(pieces.join(''));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
