/** For every rule the smallest spec that it finds fault with, where, and the nearest one that it leaves alone. */
import { csv } from './lint-text.ts';

export interface Case {
  readonly rule: string;
  readonly found: string;
  readonly sound: string;
  /** paths of the finding, in the order of the file */
  readonly at: readonly string[];
  readonly data?: string;
  /** other data for the sound spec */
  readonly soundData?: string;
}

/** 40 rows; x has four values, y and z vary, b is 0/1. */
const PLAIN = csv(
  'x,y,z,b,person',
  Array.from({ length: 40 }, (_, i) => [i % 4, (i * 7) % 11, (i * 5) % 13, Number((i * 3) % 7 > 2), Math.floor(i / 2)]),
);

const model = (terms: string, more = '') =>
  `models:\n  m:\n    estimator: ols\n    outcome: y\n    terms: ${terms}\n${more}`;

/** Units 1 to 8 seen in 2010, 2012, 2014, two rows each time; `adopted` by unit, empty for never. */
const panel = (adopted: readonly (number | '')[], control: (unit: number, time: number, row: number) => number) =>
  csv(
    'unit,time,adopted,y,c',
    adopted.flatMap((from, unit) =>
      [2010, 2012, 2014].flatMap((time) =>
        [0, 1].map((row) => [`u${unit}`, time, from, (unit * 5 + time * 3 + row * 7) % 11, control(unit, time, row)]),
      ),
    ),
  );
const noise = (unit: number, time: number, row: number) => (unit * 3 + time + row * 4) % 5;
const CODEBOOK = 'codebook: { open: true, columns: { unit: { kind: category } } }\n';
const treatment = (entry: string) => `${CODEBOOK}samples:
  s:
    steps:
      - derive: { on: "if(adopted is missing, 0, if(time >= adopted, 1, 0))" }
      - adoption: { since: { key: unit, treated: on, time: time } }
models:
  m:
    sample: s
    estimator: ols
    outcome: y
${entry}`;
const did = (options: string, more = '', terms = '') =>
  treatment(`    terms: [{ treated_post: { adopted: since, time: time${options} } }${terms}]
    fixed_effects: [unit, time]
    vcov: { cluster: { by: unit } }
${more}`);
const study = (options: string) =>
  treatment(`    terms: [{ event_time: { adopted: since, time: time, unit: waves, always_treated: drop, ${options} } }]
    fixed_effects: [unit, time]
    vcov: { cluster: { by: unit } }
`);
const EIGHT = [2010, 2012, 2012, 2014, 2014, '', '', ''] as const;
const SWITCHING = [2012, 2012, 2014, 2014, 2014, '', '', ''] as const;

const two = (first: string, second: string) => `${CODEBOOK}samples:
  all_rows: {}
  a: { from: all_rows, steps: [{ keep: "${first}" }] }
  b: { from: all_rows, steps: [{ keep: "${second}" }] }
models:
  one: { sample: a, estimator: ols, outcome: y, terms: [z] }
  two: { sample: b, estimator: ols, outcome: y, terms: [z] }
`;

const placebo = (options: string) =>
  `${model('[x]')}placebos: { p: { model: m, labels: x, scheme: permute_labels, ${options} } }\n`;

const mediation = (estimator: string, more: string, terms = '[x]') => `models:
  m: { estimator: ${estimator}, outcome: b, terms: ${terms} }
mediations:
  through: { model: m, treatment: x, mediators: { z: ols }${more} }
`;

const steps = (text: string, more = '') =>
  `samples:\n  s:\n    steps:\n      - ${text}\n${more}${model('[x]').replace(
    '    estimator',
    '    sample: s\n    estimator',
  )}`;

export const cases: readonly Case[] = [
  {
    rule: 'L001-control-and-effect',
    found: model('[z, x]', '    fixed_effects: [x]\n'),
    sound: model('[z]', '    fixed_effects: [x]\n'),
    at: ['models.m.terms[1]'],
  },
  {
    rule: 'L002-absorbed-by-effects',
    found: `${CODEBOOK}${steps('derive: { half: person < 10 }').replace('[x]', '[half]\n    fixed_effects: [person]')}`,
    sound: `${CODEBOOK}${steps('derive: { half: z < 6 }').replace('[x]', '[half]\n    fixed_effects: [person]')}`,
    at: ['models.m.terms[0]'],
    data: PLAIN,
  },
  {
    rule: 'L003-reference-absent',
    found:
      'codebook: { open: true, columns: { x: { kind: category, levels: ["0", "1", "2", "3", "4"], reference: "4" } } }\n' +
      model('[x]'),
    sound:
      'codebook: { open: true, columns: { x: { kind: category, levels: ["0", "1", "2", "3", "4"], reference: "4" } } }\n' +
      model('[{ factor: { of: x, reference: "0" } }]'),
    at: ['models.m.terms[0]'],
    data: PLAIN,
  },
  {
    rule: 'L004-thin-level',
    found: `${CODEBOOK}${steps('classify: { g: { levels: [{ name: few, where: person < 2 }, { name: rest }] } }').replace('[x]', '[g]')}`,
    sound: `${CODEBOOK}${steps('classify: { g: { levels: [{ name: few, where: person < 3 }, { name: rest }] } }').replace('[x]', '[g]')}`,
    at: ['models.m.terms[0]'],
    data: PLAIN,
  },
  {
    rule: 'L005-nominal-averaged',
    found: `${CODEBOOK}${steps("derive: { code: \"1 + (unit == 'b') + 2 * (unit == 'c')\" }", 'summaries: { s: { sample: s, rows: [{ mean_sd: { variable: code } }] } }\n')}`,
    // equal weights make the share of a union of levels
    sound: `${CODEBOOK}${steps("derive: { code: \"(unit == 'b') + (unit == 'c')\" }", 'summaries: { s: { sample: s, rows: [{ mean_sd: { variable: code } }] } }\n')}`,
    at: ['summaries.s.rows[0]'],
  },
  {
    rule: 'L006-outcome-among-terms',
    found: model('[x, y]'),
    sound: model('[x, z]'),
    at: ['models.m.terms[1]'],
  },
  {
    rule: 'L010-always-treated-undeclared',
    found: did(''),
    sound: did(', always_treated: drop'),
    at: ['models.m.terms[0]'],
    data: panel(EIGHT, noise),
  },
  {
    rule: 'L011-few-treated-clusters',
    found: did(''),
    sound: did(''),
    at: ['models.m.terms[0]'],
    data: panel(EIGHT, noise),
    soundData: panel(SWITCHING, noise),
  },
  {
    rule: 'L012-unclustered-group-policy',
    found: did('').replace('{ cluster: { by: unit } }', 'robust'),
    sound: did(''),
    at: ['models.m.vcov'],
  },
  {
    rule: 'L013-few-clusters',
    found: model('[x]', '    vcov: { cluster: { by: person } }\n'),
    sound: model('[x]', '    vcov: { cv3: { by: person } }\n'),
    at: ['models.m.vcov'],
    data: PLAIN,
  },
  {
    rule: 'L014-policy-without-effects',
    found: did('').replace('[unit, time]', '[time]'),
    sound: did(''),
    at: ['models.m.fixed_effects'],
    data: panel(EIGHT, noise),
  },
  {
    rule: 'L015-bad-control',
    found: did('', '', ', c'),
    sound: did('', '', ', c'),
    at: ['models.m.terms[1]'],
    data: panel(EIGHT, (unit, time) => unit * 10 + time),
    soundData: panel(EIGHT, noise),
  },
  {
    rule: 'L016-window-beyond-support',
    found: study('window: [-2, 5], ends: drop, reference: -1'),
    sound: study('window: [-2, 1], ends: drop, reference: -1'),
    at: ['models.m.terms[0]'],
    data: panel(EIGHT, noise),
  },
  {
    rule: 'L017-reference-period-thin',
    found: study('window: [-2, 1], ends: drop, reference: -1'),
    sound: study('window: [-2, 1], ends: drop, reference: -1'),
    at: ['models.m.terms[0]'],
    data: panel([2010, 2012, '', '', '', '', '', ''], noise),
    soundData: panel(EIGHT, noise),
  },
  {
    rule: 'L018-event-time-of-one-unit',
    found: study('window: [-2, 1], ends: drop, reference: -1'),
    sound: study('window: [-2, 1], ends: drop, reference: -1'),
    at: ['models.m.terms[0]'],
    data: panel([2010, 2012, 2014, 2014, '', '', '', ''], noise),
    soundData: panel(EIGHT, noise),
  },
  {
    rule: 'L019-treated-rows-outside-window',
    found: study('window: [-1, 0], ends: zero, reference: -1'),
    sound: study('window: [-1, 0], ends: bin, reference: -1'),
    at: ['models.m.terms[0]'],
    data: panel(EIGHT, noise),
  },
  {
    rule: 'L020-pca-unscaled',
    found: steps(
      'pca: { w: { of: [x, z], matrix: covariance, components: first, weights: none, sign: largest, scale: scores, missing: listwise } }',
    ),
    sound: steps(
      'pca: { w: { of: [x, z], matrix: correlation, components: first, weights: none, sign: largest, scale: scores, missing: listwise } }',
    ),
    at: ['samples.s.steps[0].pca.w.matrix'],
  },
  {
    rule: 'L021-mediation-without-khb',
    found: mediation('logit', ''),
    sound: mediation('logit', ', khb: { residual_covariance: over_n }'),
    at: ['mediations.through'],
  },
  {
    rule: 'L022-mediator-among-controls',
    found: mediation('ols', '', '[x, z]'),
    sound: mediation('ols', ''),
    at: ['mediations.through.mediators.z'],
  },
  {
    rule: 'L023-subgroups-without-test',
    found: two("unit == 'p'", "unit == 'q'"),
    // overlapping restrictions are no subgroups
    sound: two('z < 5', 'z < 9'),
    at: ['models.one'],
  },
  {
    rule: 'L024-columns-of-unequal-rows',
    found: `samples: { all_rows: {}, full: { from: all_rows, steps: [{ complete: [z] }] } }
models:
  short: { sample: all_rows, estimator: ols, outcome: y, terms: [x] }
  long: { sample: full, estimator: ols, outcome: y, terms: [x, z] }
tables: { t: { title: T, estimates: { columns: [{ model: short }, { model: long }] } } }
`,
    sound: `samples: { all_rows: {}, full: { from: all_rows, steps: [{ complete: [z] }] } }
models:
  short: { sample: full, estimator: ols, outcome: y, terms: [x] }
  long: { sample: full, estimator: ols, outcome: y, terms: [x, z] }
tables: { t: { title: T, estimates: { columns: [{ model: short }, { model: long }] } } }
`,
    at: ['tables.t'],
    data: `${PLAIN}1,2,,0,9\n`,
  },
  {
    rule: 'L030-log-of-nonpositive',
    found: steps('derive: { l: log(x) }'),
    sound: steps('derive: { l: "if(x > 0, log(x), 0)" }'),
    at: ['samples.s.steps[0].derive.l'],
    data: PLAIN,
  },
  {
    rule: 'L031-inequality-on-missing',
    found: steps('keep: z > 1'),
    sound: steps('keep: z > 1 and z is not missing'),
    at: ['samples.s.steps[0].keep'],
    data: `${PLAIN}1,2,,0,9\n`,
  },
  {
    rule: 'L032-uneven-quantiles',
    found: steps('quantiles: { q: { of: b, groups: 4 } }'),
    sound: steps('quantiles: { q: { of: person, groups: 4 } }'),
    at: ['samples.s.steps[0].quantiles.q'],
    data: PLAIN,
  },
  {
    rule: 'L033-idle-step',
    found: steps('keep: x >= 0'),
    sound: steps('keep: x >= 1'),
    at: ['samples.s.steps[0]'],
    data: PLAIN,
  },
  {
    rule: 'L040-gamma-on-log',
    found: steps('derive: { l: log(y + 2) }').replace(
      'estimator: ols\n    outcome: y',
      'estimator: gamma\n    outcome: l',
    ),
    sound: steps('derive: { l: y + 2 }').replace('estimator: ols\n    outcome: y', 'estimator: gamma\n    outcome: l'),
    at: ['models.m.outcome'],
  },
  {
    rule: 'L041-few-rows-per-coefficient',
    found: model('[x, z]').replace('ols', 'logit').replace('outcome: y', 'outcome: b'),
    // 17 of 40 are the rarer outcome: enough for one coefficient
    sound: model('[x]').replace('ols', 'logit').replace('outcome: y', 'outcome: b'),
    at: ['models.m.outcome'],
    data: PLAIN,
  },
  {
    rule: 'L042-rare-outcome',
    found: model('[x]').replace('ols', 'logit').replace('outcome: y', 'outcome: b'),
    sound: model('[x]').replace('ols', 'logit').replace('outcome: y', 'outcome: b'),
    at: ['models.m.outcome'],
    data: csv('x,b', [[1, 1], ...Array.from({ length: 150 }, (_, i) => [i % 4, 0])]),
    soundData: PLAIN,
  },
  {
    rule: 'L043-coarse-quadrature',
    found: model('[x]')
      .replace('ols', '{ logit_re: { group: person, points: 3 } }')
      .replace('outcome: y', 'outcome: b'),
    sound: model('[x]')
      .replace('ols', '{ logit_re: { group: person, points: 12 } }')
      .replace('outcome: y', 'outcome: b'),
    at: ['models.m.estimator.logit_re.points'],
  },
  {
    rule: 'L050-interaction-without-main',
    found: model('[x, { interaction: [x, z] }]'),
    sound: model('[x, z, { interaction: [x, z] }]'),
    at: ['models.m.terms[1]'],
  },
  {
    rule: 'L051-power-without-lower',
    found: model('[x, { power: { of: x, exponent: 3 } }]'),
    sound: model('[x, { power: { of: x, exponent: 2 } }, { power: { of: x, exponent: 3 } }]'),
    at: ['models.m.terms[1]'],
  },
  {
    rule: 'L052-derivative-of-dummies',
    found: model('[{ factor: x }]', '    effects: [{ marginal_effects: { dummies: derivative } }]\n').replace(
      'ols',
      'poisson',
    ),
    sound: model('[{ factor: x }]', '    effects: [{ marginal_effects: { dummies: discrete } }]\n').replace(
      'ols',
      'poisson',
    ),
    at: ['models.m.effects[0].marginal_effects.dummies'],
  },
  {
    rule: 'L053-weights-model-vcov',
    found: model('[x]', '    weights: { probability: z }\n'),
    sound: model('[x]', '    weights: { frequency: z }\n'),
    at: ['models.m'],
  },
  {
    rule: 'L060-few-draws',
    found: placebo('draws: 99, seed: 1'),
    sound: placebo('draws: 199, seed: 1'),
    at: ['placebos.p.draws'],
  },
  {
    rule: 'L061-unattainable-level',
    found: placebo('draws: 1000, seed: 1'),
    sound: placebo('draws: 999, seed: 1'),
    at: ['placebos.p.draws'],
  },
  {
    rule: 'L062-seed-unwritten',
    found: placebo('draws: 999'),
    sound: placebo('draws: 999, seed: 1'),
    at: ['placebos.p'],
  },
  {
    rule: 'L070-duplicate-model',
    found: `${model('[x]')}  n:\n    label: again\n    outcome: y\n    estimator: ols\n    terms: [x]\n`,
    sound: `${model('[x]')}  n:\n    label: again\n    outcome: y\n    estimator: ols\n    terms: [z]\n`,
    at: ['models.n'],
  },
  {
    rule: 'L071-unused-sample',
    found: `samples: { adults: { steps: [{ keep: x > 1 }] } }\n${model('[x]')}`,
    sound: `samples: { adults: { steps: [{ keep: x > 1 }] } }\n${model('[x]', '    sample: adults\n')}`,
    at: ['samples.adults'],
  },
  {
    rule: 'L072-unused-model',
    found: `${model('[x]')}  n: { estimator: ols, outcome: z }\ntables: { t: { title: T, estimates: { columns: [{ model: m }] } } }\n`,
    // without tables every model is shown
    sound: `${model('[x]')}  n: { estimator: ols, outcome: z }\n`,
    at: ['models.n'],
  },
  {
    rule: 'L073-unused-column',
    found: steps('derive: { older: x + 1 }'),
    sound: steps('derive: { older: x + 1 }').replace('[x]', '[older]'),
    at: ['samples.s.steps[0].derive.older'],
  },
  {
    rule: 'L074-unused-term-set',
    found: `term_sets: { controls: [z] }\n${model('[x]')}`,
    sound: `term_sets: { controls: [z] }\n${model('[x, { set: controls }]')}`,
    at: ['term_sets.controls'],
  },
  {
    rule: 'L076-label-without-zh',
    found: `${model('[x]', '    label: Some model\n')}title: { en: Title, zh: 标题 }\n`,
    // one language throughout is a choice
    sound: `${model('[x]', '    label: Some model\n')}title: Title\n`,
    at: ['models.m.label'],
  },
  {
    rule: 'L077-unused-ignore',
    found: `${model('[x]')}lint: { ignore: [{ rule: L006-outcome-among-terms, reason: on purpose }] }\n`,
    sound: `${model('[x, y]')}lint: { ignore: [{ rule: L006-outcome-among-terms, reason: on purpose }] }\n`,
    at: ['lint.ignore[0]'],
  },
];
