/** Options of commands as settings: ranges in every spelling, several paths, exhibits that options add. */
import { describe, expect, it } from 'vitest';
import { commandExhibits, optionSettings, variantSettings } from '../../src/cli/command-settings.ts';
import type { CommandSpec, OptionSpec } from '../../src/spec/paper.ts';

const option = (name: string, type: OptionSpec['type'], more: Partial<OptionSpec> = {}): [string, OptionSpec] => [
  name,
  { name, summary: { en: name }, sets: [`models.m.${name}`], type, values: [], adds: [], ...more },
];

const command: CommandSpec = {
  name: 'did',
  summary: { en: 'did' },
  exhibits: ['table_3'],
  options: new Map([
    option('event-window', 'range', { sets: ['a.window', 'b.window'], adds: ['table_e', 'table_3'] }),
    option('points', 'integer'),
  ]),
  variants: new Map([['pooled', { name: 'pooled', settings: ['models.m.estimator=logit'] }]]),
  compare: [],
  draws: false,
};

describe('ranges', () => {
  it.each([
    ['-2..4', '[-2, 4]'],
    [' -4 .. -1 ', '[-4, -1]'],
    ['\u22122..+4', '[-2, 4]'],
    ['0..1', '[0, 1]'],
  ])('%j is a list', (text, list) => {
    expect(optionSettings(command, { eventWindow: text })).toEqual([`a.window=${list}`, `b.window=${list}`]);
  });

  it.each([
    ['4..-2', '4..-2 ends before it begins; -2..4'],
    ['3..3', '3..3 holds one number'],
    ['-2,4', '"-2,4" is no range'],
    ['-2...4', '"-2...4" is no range'],
    ['1.5..4', '"1.5..4" is no range'],
    ['', '"" is no range'],
  ])('%j is refused', (text, message) => {
    expect(() => optionSettings(command, { eventWindow: text })).toThrow(`E-USAGE --event-window: ${message}`);
  });
});

it('whole numbers are checked, absent options set nothing', () => {
  expect(optionSettings(command, { points: '12' })).toEqual(['models.m.points=12']);
  expect(() => optionSettings(command, { points: '1.2' })).toThrow('"1.2" is no whole number');
  expect(optionSettings(command, {})).toEqual([]);
});

it('options add exhibits, each once', () => {
  expect(commandExhibits(command, {})).toEqual(['table_3']);
  expect(commandExhibits(command, { eventWindow: '-2..4' })).toEqual(['table_3', 'table_e']);
});

it('--only takes some of the exhibits, those of options too, in the order of the command', () => {
  expect(commandExhibits(command, { only: ['table_e'], eventWindow: '-2..4' })).toEqual(['table_e']);
  expect(commandExhibits(command, { only: ['table_e', 'table_3'], eventWindow: '-2..4' })).toEqual([
    'table_3',
    'table_e',
  ]);
  expect(() => commandExhibits(command, { only: ['figure'] })).toThrow('no table or figure "figure"; here: table_3');
  expect(() => commandExhibits(command, { only: ['tabel_3'] })).toThrow('nearest: "table_3"');
});

it('variants by name, with the nearest', () => {
  expect(variantSettings(command, undefined)).toEqual([]);
  expect(variantSettings(command, 'pooled')).toEqual(['models.m.estimator=logit']);
  expect(() => variantSettings(command, 'poled')).toThrow('nearest: "pooled"');
});
