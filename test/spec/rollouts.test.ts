/** Roll-outs in a spec: written out where steps name them, faults at the line that wrote the unit. */
import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/errors/failure.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { SMALL_PAPER } from './small-paper.ts';

const ROLLOUT = `schema: rollout/1
rollouts:
  policy:
    label: {en: Policy, zh: 政策}
    programmes: {a: Programme A, b: {en: Programme B}}
    entries:
      - {unit: north, year: 2014, programme: a, label: {en: North, zh: 北}, model: full, note: early}
      - {unit: south, year: 2016, programme: a}
`;

const CODEBOOK = SMALL_PAPER['codebook.yaml'].replace(
  '  village: {kind: id}',
  '  village: {kind: category, levels: [north, south, east, west]}',
);
const SAMPLES = SMALL_PAPER['samples.yaml'].replace(
  '      - keep: {where: age >= 18, label: adults}',
  '      - keep: {where: age >= 18, label: adults}\n      - adoption: {adopted: {key: village, rollout: policy}}',
);

function load(changes: Partial<Record<string, string>> = {}, settings: string[] = []) {
  return loadPaper(
    { ...SMALL_PAPER, 'codebook.yaml': CODEBOOK, 'samples.yaml': SAMPLES, 'rollout.yaml': ROLLOUT, ...changes },
    { settings },
  );
}

function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Failures) return error.failures.map(({ message }) => message);
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('rollout.yaml', () => {
  it('becomes records, and steps that name it are built from its entries', () => {
    const paper = load();
    const rollout = paper.rollouts.get('policy')!;
    expect(rollout.label).toEqual({ en: 'Policy', zh: '政策' });
    expect(rollout.programmes.get('b')).toEqual({ en: 'Programme B' });
    expect(rollout.entries[0]).toEqual({
      unit: 'north',
      year: 2014,
      programme: 'a',
      label: { en: 'North', zh: '北' },
      model: { en: 'full' },
      note: { en: 'early' },
    });
    const step = paper.samples.get('adults')!.steps[2]!;
    expect([step.reads, step.creates]).toEqual([['village'], ['adopted']]);
  });

  it('may be absent, and then nothing is rolled out', () => {
    expect(loadPaper(SMALL_PAPER).rollouts.size).toBe(0);
  });

  it('suggests the level that a misspelt unit means, at its line in rollout.yaml', () => {
    const faults = faultsOf(() => load({ 'rollout.yaml': ROLLOUT.replace('unit: south', 'unit: sotuh') }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(
      /^E-SPEC-NAME rollout\.yaml:8:16 rollouts\.policy\.entries\[1\]\.unit: the roll-out names "sotuh", which is no level of "village"; nearest: "south"; correct the unit, or list it under outside/,
    );
  });

  it('says the levels where none is near, and takes a unit that is outside the data', () => {
    const atlantis = ROLLOUT.replace('unit: south', 'unit: atlantis-island');
    expect(faultsOf(() => load({ 'rollout.yaml': atlantis }))[0]).toMatch(/levels: north, south, east, west/);
    const outside = SAMPLES.replace('rollout: policy}', 'rollout: policy, outside: [atlantis-island]}');
    expect(load({ 'rollout.yaml': atlantis, 'samples.yaml': outside }).rollouts.size).toBe(1);
  });

  it('leaves a unit that is not listed to be never treated', () => {
    expect(
      load()
        .rollouts.get('policy')!
        .entries.map(({ unit }) => unit),
    ).not.toContain('east');
  });

  it('reports a name that nothing carries, with the nearest', () => {
    const faults = faultsOf(() => load({ 'samples.yaml': SAMPLES.replace('rollout: policy', 'rollout: polcy') }));
    expect(faults[0]).toMatch(
      /^E-SPEC-NAME samples\.yaml:8:\d+ samples\.adults\.steps\[2\]\.adoption\.adopted\.rollout: no roll-out "polcy"; nearest: "policy"/,
    );
  });

  it('reports a faulty entry where it was written, whoever uses it', () => {
    const faults = faultsOf(() => load({ 'rollout.yaml': ROLLOUT.replace('year: 2016', 'year: soon') }));
    expect(
      faults.some((fault) => /^E-SPEC-VALUE rollout\.yaml:8:\d+ rollouts\.policy\.entries\[1\]\.year/.test(fault)),
    ).toBe(true);
    expect(faults.every((fault) => fault.includes('rollout.yaml'))).toBe(true);
  });

  it('refuses two entries of a unit and programme', () => {
    const faults = faultsOf(() =>
      load({ 'rollout.yaml': `${ROLLOUT}      - {unit: north, year: 2018, programme: a}\n` }),
    );
    expect(faults[0]).toMatch(/E-SPEC-VALUE.*two entries for "north" \(a\)/);
  });

  it('can be changed by a setting', () => {
    const paper = load({}, ['rollouts.policy.entries[1].year=2012']);
    expect(paper.rollouts.get('policy')!.entries[1]!.year).toBe(2012);
  });

  it('checks nothing before the data where the key has no declared levels', () => {
    expect(
      load({
        'codebook.yaml': SMALL_PAPER['codebook.yaml'],
        'rollout.yaml': ROLLOUT.replace('unit: south', 'unit: anything'),
      }).rollouts.size,
    ).toBe(1);
  });
});

describe('a single-file spec', () => {
  const spec = (step: string, rollouts = '') => `
${rollouts}
samples: { s: { steps: [ { adoption: { adopted: ${step} } } ] } }
models: { m: { sample: s, estimator: ols, outcome: y, terms: [{treated_post: {adopted: adopted, time: wave}}], fixed_effects: [unit, wave] } }
`;

  it('has a section rollouts, or writes the entries in the step', () => {
    const named = loadSpec('a.yaml', {
      text: spec('{ key: unit, rollout: p }', 'rollouts: { p: { entries: [ { unit: 7, year: 2001 } ] } }'),
    });
    expect(named.rollouts.get('p')!.entries[0]!.unit).toBe('7');
    const inline = loadSpec('a.yaml', { text: spec('{ key: unit, rollout: [ { unit: 7, year: 2001 } ] }') });
    expect(inline.samples.get('s')!.steps[0]!.creates).toEqual(['adopted']);
    const treated = loadSpec('a.yaml', { text: spec('{ key: unit, treated: on, time: wave }') });
    expect(treated.samples.get('s')!.steps[0]!.reads).toEqual(['unit', 'on', 'wave']);
  });

  it('puts fixed effects before the terms, and faults of windows at their line', () => {
    const text = spec('{ key: unit, treated: on, time: wave }');
    const { asked } = loadSpec('a.yaml', { text }).models.get('m')!;
    expect(asked.terms.map(({ name }) => name)).toEqual([
      'fixed effects of unit',
      'fixed effects of wave',
      'treated_post',
    ]);
    const event =
      'event_time: {adopted: adopted, time: wave, window: 4..-2, ends: bin, reference: -1, unit: years, always_treated: keep}';
    const faults = faultsOf(() =>
      loadSpec('a.yaml', { text: text.replace('treated_post: {adopted: adopted, time: wave}', event) }),
    );
    expect(faults[0]).toMatch(
      /^E-SPEC-VALUE a\.yaml:4:\d+ models\.m\.terms\[0\]\S*: the event window 4\.\.-2 ends before it begins; -2\.\.4/,
    );
    const missing = faultsOf(() =>
      loadSpec('a.yaml', {
        text: text.replace('treated_post: {adopted: adopted, time: wave}', event.replace('4..-2', '0..4')),
      }),
    );
    expect(missing[0]).toMatch(/the reference -1 is not in the event window 0\.\.4/);
    const noEnds = faultsOf(() =>
      loadSpec('a.yaml', {
        text: text.replace(
          'treated_post: {adopted: adopted, time: wave}',
          event.replace('4..-2', '-2..4').replace(' ends: bin,', ''),
        ),
      }),
    );
    expect(noEnds[0]).toMatch(/E-SPEC-VALUE.*"ends" is missing; rows beyond the window/);
  });

  it('knows the columns that fixed effects and support read', () => {
    const closed = `codebook: { columns: { y: { kind: number }, wave: { kind: number }, unit: { kind: category } } }\n`;
    const text = (fixed: string, effect: string) =>
      `${closed}models: { m: { estimator: ols, outcome: y, fixed_effects: [${fixed}], terms: [], effects: [{event_support: {unit: ${effect}}}] } }`;
    expect(faultsOf(() => loadSpec('a.yaml', { text: text('unti', 'unit') }))[0]).toMatch(
      /models\.m\.fixed_effects\[0\]: no column "unti"; nearest: "unit"/,
    );
    expect(faultsOf(() => loadSpec('a.yaml', { text: text('unit', 'uint') }))[0]).toMatch(
      /models\.m\.effects\[0\]\S*: no column "uint"; nearest: "unit"/,
    );
    expect(
      faultsOf(() =>
        loadSpec('a.yaml', {
          text: `${closed}models: { m: { estimator: ols, outcome: y, fixed_effects: [unit], intercept: false } }`,
        }),
      )[0],
    ).toMatch(/E-SPEC-VALUE.*without a constant/);
  });
});
