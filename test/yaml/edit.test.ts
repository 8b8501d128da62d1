/** Edits of a YAML text: what changes is the place, what stays is everything else, and the value is what was meant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/yaml/document.ts';
import { editYaml } from '../../src/yaml/edit.ts';

const value = (text: string | undefined) => parseYaml(text!, 'x').value;

describe('editYaml', () => {
  it.each([
    ['a: 1 # one\nb: 2\n', 'a: 7 # one\nb: 2\n'],
    ['{ a: 1, b: 2 }\n', '{ a: 7, b: 2 }\n'],
    ['a: "1"\n', 'a: 7\n'],
  ])('sets a scalar: %j', (before, after) => {
    expect(editYaml(before, { kind: 'set', path: ['a'], value: '7' })).toBe(after);
  });

  it.each([
    ['m:\n  a: 1 # one\n# end\n', 'm:\n  a: 1 # one\n  z: 7\n# end\n'],
    ['m:\n  a:\n    - 1\n    - 2   # two\n\nn: 1\n', 'm:\n  a:\n    - 1\n    - 2   # two\n  z: 7\n\nn: 1\n'],
    ['m: { a: 1 } # flow\n', 'm: { a: 1, z: 7 } # flow\n'],
    ['m: {}\n', 'm: { z: 7 }\n'],
    ['m:\n  a: 1', 'm:\n  a: 1\n  z: 7'],
    ['- m:\n    a: >\n      long\n      text\n', undefined],
  ])('adds a key: %j', (before, after) => {
    expect(editYaml(before, { kind: 'add', path: ['m'], key: 'z', value: '7' })).toBe(after);
  });

  it.each([
    ['l: [a, b]\n', 'l: [a, z, b]\n'],
    ['l:\n  - a\n  - b # two\n', 'l:\n  - a\n  - z\n  - b # two\n'],
    ['l:\n- a\n- { b: 1 }\n', 'l:\n- a\n- z\n- { b: 1 }\n'],
    ['l:\n  - a\n', undefined],
  ])('inserts an item: %j', (before, after) => {
    expect(editYaml(before, { kind: 'insert', path: ['l', 1], value: 'z' })).toBe(after);
  });

  it('leaves an item that shares its line with another dash', () => {
    expect(editYaml('l:\n  - - a\n', { kind: 'insert', path: ['l', 0, 0], value: 'z' })).toBeUndefined();
  });

  it.each([
    ['m: { a: 1, }\n', 'a comma behind the last value'],
    ['m: { a: 1 # one\n  }\n', 'a comment behind the last value'],
    ['m: 1\n', 'no mapping'],
  ])('leaves what it cannot place: %j (%s)', (text) => {
    expect(editYaml(text, { kind: 'add', path: ['m'], key: 'z', value: '7' })).toBeUndefined();
    expect(editYaml(text, { kind: 'set', path: ['nobody'], value: '7' })).toBeUndefined();
  });

  it('adds exactly the key to any mapping of a block', () => {
    const word = fc.stringMatching(/^[b-y][a-z]{0,5}$/);
    const scalar = fc.oneof(fc.integer().map(String), word, fc.constant('[1, 2]'), fc.constant('{ q: 1 }'));
    const comment = fc.constantFrom('', ' # said');
    const line = fc.tuple(word, scalar, comment);
    const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 5, selector: ([key]) => key });
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\n\n', '\n# end\n'), (entries, tail) => {
        const block = entries.map(([key, said, mark]) => `  ${key}: ${said}${mark}`).join('\n');
        const before = `m:\n${block}${tail}n: 1\n`;
        const after = editYaml(before, { kind: 'add', path: ['m'], key: 'z', value: '7' })!;
        const { m, n } = value(before) as { m: object; n: number };
        expect(value(after)).toEqual({ m: { ...m, z: 7 }, n });
        expect(after.replace('\n  z: 7', '')).toBe(before);
      }),
    );
  });
});
