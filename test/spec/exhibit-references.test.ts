/** What tables, figures and commands may name of placebos, mediations, splits and roll-outs, and what an option may set. */
import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/errors/failure.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { SMALL_PAPER } from './small-paper.ts';

const SPEC = `
rollouts:
  policy: { entries: [{ unit: north, year: 2014 }] }
models:
  m: { estimator: logit, outcome: y, terms: [d, age], effects: [coefficients, { marginal_effects: { name: me } }] }
  e:
    estimator: ols
    outcome: y
    terms:
      - event_time: { adopted: a, time: t, window: [-2, 2], ends: bin, reference: -1, unit: years, always_treated: keep }
    effects: [coefficients, event_study]
mediations:
  via: { model: m, treatment: d, mediators: { z: ols } }
splits:
  sex: { model: m, terms: [d], groups: { men: { where: s == 1 }, women: { where: s == 2 } } }
placebos:
  draws: { model: m, unit: village, adopted: a, scheme: permute_rollout }
`;

function faultsOf(exhibits: string): string[] {
  try {
    loadSpec('spec.yaml', { text: `${SPEC}${exhibits}` });
    return [];
  } catch (error) {
    if (error instanceof Failures) return error.failures.map(({ message }) => message.replace(/^(\S+) \S+ /, '$1 '));
    throw error;
  }
}

const table = (shape: string) => `tables:\n  x: { title: X, ${shape} }\n`;
const figure = (shape: string) => `figures:\n  x: { title: X, ${shape} }\n`;

describe('exhibits', () => {
  it.each([
    table('rollout: { rollout: policy }'),
    table('event_study: { model: e }'),
    table('mediation: { columns: [{ mediation: via }] }'),
    table('split: { splits: [sex] }'),
    table('placebo: { placebo: draws }'),
    table(
      'estimates: { columns: [{ mediation: via, step: direct, effect: me }, { split: sex, group: men, effect: me }] }',
    ),
    table(
      'estimates: { effect: me, columns: [{ model: m }, { mediation: via, step: mediator, effect: coefficients }] }',
    ),
    figure('cloud: { placebo: draws }'),
    figure('density: { placebo: draws, values: statistic }'),
    figure('density: { mediation: via, scale: coefficient }'),
    figure('event_study: { model: e }'),
  ])('may name what is there: %s', (exhibits) => {
    expect(faultsOf(exhibits)).toEqual([]);
  });

  it.each([
    [table('rollout: { rollout: polcy }'), 'tables.x.rollout.rollout: no roll-out "polcy"; nearest: "policy"'],
    [
      table('mediation: { columns: [{ mediation: vai }] }'),
      'mediation.columns[0].mediation: no mediation "vai"; nearest: "via"',
    ],
    [table('split: { splits: [sex, sxe] }'), 'tables.x.split.splits[1]: no split "sxe"; nearest: "sex"'],
    [table('placebo: { placebo: drawz }'), 'no placebo "drawz"; nearest: "draws"'],
    [figure('cloud: { placebo: drawz }'), 'figures.x.cloud.placebo: no placebo "drawz"; nearest: "draws"'],
    [figure('event_study: { model: m }'), 'no effect of "m" "event_study"; known: coefficients, me'],
    [
      table('event_study: { model: e, effect: event_studdy }'),
      'no effect of "e" "event_studdy"; nearest: "event_study"',
    ],
    [
      table('estimates: { columns: [{ mediation: via, step: total, effect: mee }] }'),
      'columns[0].effect: no effect of "m" "mee"; nearest: "me"',
    ],
    [table('estimates: { columns: [{ split: sex, group: men, effect: em }] }'), 'no effect of "m" "em"; nearest: "me"'],
  ])('are refused what is not: %s', (exhibits, message) => {
    expect(faultsOf(exhibits).join('\n')).toContain(message);
  });
});

describe('commands', () => {
  const load = (from: string, to: string, settings: string[] = []) =>
    loadPaper({ ...SMALL_PAPER, 'paper.yaml': SMALL_PAPER['paper.yaml'].replace(from, to) }, { settings });
  const LINK = 'sets: models.amount.estimator.gamma.link\n        type: choice\n        values: [log, identity]';

  it('have options that set several paths, and ranges', () => {
    const paper = load(LINK, 'sets: [models.visit.conf_level, models.amount.conf_level]\n        type: range');
    const { options, compare, draws } = paper.commands.get('main')!;
    expect(options.get('link')).toMatchObject({
      sets: ['models.visit.conf_level', 'models.amount.conf_level'],
      type: 'range',
    });
    expect({ compare, draws }).toEqual({ compare: [], draws: false });
    expect(load(LINK, LINK).commands.get('main')!.options.get('link')!.sets).toEqual([
      'models.amount.estimator.gamma.link',
    ]);
  });

  it('say which path of an option the spec does not have', () => {
    const wrong = 'sets: [models.visit.conf_level, models.amount.conf_levle]\n        type: number';
    expect(() => load(LINK, wrong)).toThrow(
      'commands.main.options.link.sets[1]: models.amount.conf_levle: no "conf_levle" in models.amount; nearest: "conf_level"',
    );
  });
});
