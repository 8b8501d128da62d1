import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { Failures } from '../../src/errors/failure.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { SMALL_PAPER } from './small-paper.ts';

type File = keyof typeof SMALL_PAPER;
const files = Object.keys(SMALL_PAPER) as File[];

/** The messages of a paper, none when it is sound; anything but Failures escapes. */
function faults(paper: Record<string, string>): readonly string[] {
  try {
    loadPaper(paper);
  } catch (error) {
    if (!(error instanceof Failures)) throw error;
    return error.failures.map((failure) => failure.message);
  }
  return [];
}

/** Every key and item of a value, by path. */
function placesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...placesOf(part, here)];
  });
}

/** One edit: a letter left out, put in, replaced, or swapped with the next. */
function edited(word: string, kind: string, at: number, letter: string): string {
  const i = at % word.length;
  if (kind === 'delete') return word.slice(0, i) + word.slice(i + 1);
  if (kind === 'insert') return word.slice(0, i) + letter + word.slice(i);
  if (kind === 'replace') return word.slice(0, i) + letter + word.slice(i + 1);
  return word.slice(0, i) + (word[i + 1] ?? '') + word[i] + word.slice(i + 2);
}

const strange = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  'x',
  '__proto__',
  'constructor',
  'toString',
  [],
  {},
  [[]],
  { a: 1 },
  ['a', 'a'],
  '(((',
  'x'.repeat(5000),
  { set: 'covariates' },
  [{ set: 'covariates' }],
  { cluster: { by: [] } },
);
const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz_');
const kinds = fc.constantFrom('delete', 'insert', 'replace', 'swap');

describe('mutated specs', () => {
  it('give Failures with file and line, never another error', () => {
    let refused = 0;
    const mutation = fc.tuple(
      fc.constantFrom(...files),
      fc.nat(),
      fc.constantFrom('drop', 'rename', 'replace', 'twice'),
      strange,
      fc.tuple(kinds, fc.nat(20), letters),
    );
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const paper: Record<string, string> = { ...SMALL_PAPER };
        for (const [file, at, kind, value, [edit, index, letter]] of mutations) {
          const whole = parse(paper[file]!);
          const places = placesOf(whole);
          if (places.length === 0) continue;
          const place = places[at % places.length]!;
          const key = place.at(-1)!;
          const around = place.slice(0, -1).reduce((part: never, step) => part[step], whole as never) as Record<
            string | number,
            unknown
          >;
          if (kind === 'replace') around[key] = value;
          else if (Array.isArray(around) && kind === 'twice') around.push(around[Number(key)]);
          else if (Array.isArray(around)) around.splice(Number(key), 1);
          else {
            const held = around[key];
            delete around[key];
            if (kind !== 'drop') around[edited(String(key), edit, index, letter) || 'x'] = held;
          }
          paper[file] = stringify(whole, { aliasDuplicateObjects: false });
        }
        const found = faults(paper);
        if (found.length > 0) refused++;
        for (const message of found)
          expect(message).toMatch(
            /^E-(SPEC-[A-Z]+|USAGE) (paper|codebook|samples|models|tables|figures)\.yaml:\d+:\d+/,
          );
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(refused).toBeGreaterThan(200);
  });

  it('of broken text give Failures too', () => {
    let refused = 0;
    const cut = fc.tuple(
      fc.constantFrom(...files),
      fc.nat(),
      fc.nat(30),
      fc.constantFrom('', '[', '{', '"', ':', '- ', '\n', '&a ', '*a', '!t ', '\t', '  ', '#', '|', '\0', '€'),
    );
    fc.assert(
      fc.property(cut, ([file, at, length, put]) => {
        const text = SMALL_PAPER[file];
        const i = at % text.length;
        const found = faults({ ...SMALL_PAPER, [file]: text.slice(0, i) + put + text.slice(i + length) });
        if (found.length > 0) refused++;
      }),
      { numRuns: 200, seed: 6 },
    );
    expect(refused).toBeGreaterThan(120);
  });

  it('with a typo in a name are told the right one in nine of ten cases', () => {
    const references: [File, string, string][] = [
      ['models.yaml', 'sample: women', 'women'],
      ['models.yaml', 'outcome: spending', 'spending'],
      ['models.yaml', '- {set: covariates}', 'covariates'],
      ['models.yaml', 'estimator: probit', 'probit'],
      ['models.yaml', 'probability: weight', 'weight'],
      ['models.yaml', 'by: village', 'village'],
      ['models.yaml', 'conf_level: 0.9', 'conf_level'],
      ['samples.yaml', 'from: adults', 'adults'],
      ['tables.yaml', 'model: amount', 'amount'],
      ['tables.yaml', 'effect: marginal_effects', 'marginal_effects'],
      ['tables.yaml', 'estimates:', 'estimates'],
      ['codebook.yaml', 'reference: "no"', 'reference'],
      ['paper.yaml', 'citation: Doe', 'citation'],
    ];
    let right = 0;
    let all = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...references),
        kinds,
        fc.nat(20),
        letters,
        ([file, context, word], kind, at, letter) => {
          const written = edited(word, kind, at, letter);
          const text = SMALL_PAPER[file].replace(
            context.replace('- ', ''),
            context.replace('- ', '').replace(word, written),
          );
          const found = faults({ ...SMALL_PAPER, [file]: text });
          if (written === word || found.length === 0) return;
          all++;
          if (found.some((message) => message.includes(`nearest: "${word}"`))) right++;
        },
      ),
      { numRuns: 200, seed: 8 },
    );
    expect(all).toBeGreaterThan(150);
    expect(right / all).toBeGreaterThanOrEqual(0.9);
  });
});
