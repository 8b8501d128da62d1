import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/errors/failure.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { changed, SMALL_PAPER } from './small-paper.ts';

/** The messages of a paper that is refused. */
function faults(files: Record<string, string>, settings: readonly string[] = []): string[] {
  try {
    loadPaper(files, { settings });
  } catch (error) {
    if (!(error instanceof Failures)) throw error;
    return error.failures.map((failure) => failure.message);
  }
  return [];
}

/** A message in which «text» stands for the line and column of that text in the file. */
function withPositions(message: string, file: string): string {
  return message.replace(/«(.*?)»/, (_, text: string) => {
    const before = file.slice(0, file.indexOf(text)).split('\n');
    return `${before.length}:${before.at(-1)!.length + 1}`;
  });
}

describe('loadPaper', () => {
  it('makes a function of every name', () => {
    const paper = loadPaper(SMALL_PAPER);
    expect(paper).toMatchObject({
      id: 'doe2020',
      title: { en: 'A small paper', zh: '小论文' },
      program: 'small',
      openData: false,
    });
    expect([...paper.codebook.columns.keys()]).toEqual([
      'person',
      'village',
      'weight',
      'birth_year',
      'spending',
      'female',
    ]);
    expect(paper.codebook.missing).toEqual(['.', '-8']);
    expect(paper.codebook.columns.get('female')!.levels!.map((level) => level.codes)).toEqual([['0'], ['1', '2']]);
    expect(paper.samples.get('adults')!.steps[0]!.creates).toEqual(['age', 'any']);
    expect(paper.samples.get('women')!.from).toBe('adults');
    const visit = paper.models.get('visit')!;
    expect(visit.asked).toMatchObject({
      outcome: 'any',
      intercept: true,
      weights: { kind: 'probability', variable: 'weight' },
      requires: [],
    });
    expect(visit.asked.terms.map((term) => term.name)).toEqual(['age', 'age^2', 'female']);
    expect(visit.effects.map((effect) => effect.name)).toEqual(['coefficients', 'marginal_effects']);
    const amount = paper.models.get('amount')!;
    expect(amount).toMatchObject({ label: { en: 'amount' }, confLevel: 0.9, vcov: { name: 'cluster' } });
    expect(amount.asked.requires).toEqual(['village']);
    expect(amount.asked.where!.variables).toEqual(['spending']);
    expect(paper.tables.get('table_2')!.heading).toEqual({ id: 'table_2', number: 2, title: { en: 'Main results' } });
    expect(paper.commands.get('main')!.variants.get('robust')!.settings).toHaveLength(2);
    expect(paper.commands.get('main')!.options.get('link')).toMatchObject({
      name: 'link',
      type: 'choice',
      values: ['log', 'identity'],
    });
    expect(paper.data.sampleData).toMatch(/data.small\.csv$/);
    expect(paper.specSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      'a key',
      'models.yaml',
      'outcome: any',
      'outcom: any',
      [
        'E-SPEC-VALUE models.yaml:5:3 models.visit.outcome: the required key "outcome" is missing; the column that is explained',
        'E-SPEC-KEY models.yaml:9:5 models.visit.outcom: no key "outcom" here; nearest: "outcome"',
      ],
    ],
    [
      'a section',
      'samples.yaml',
      'samples:',
      'sample:',
      [
        'E-SPEC-VALUE samples.yaml:1:1 samples: the required key "samples" is missing',
        'E-SPEC-KEY samples.yaml:2:1 sample: no key "sample" here; nearest: "samples"',
        'E-SPEC-NAME models.yaml:7:13 models.visit.sample: no sample "adults"; known: all',
        'E-SPEC-NAME models.yaml:14:13 models.amount.sample: no sample "women"; known: all',
        'E-SPEC-NAME models.yaml:23:13 summaries.overview.sample: no sample "adults"; known: all',
      ],
    ],
    [
      'an estimator',
      'models.yaml',
      'probit',
      'probti',
      ['E-SPEC-NAME models.yaml:8:16 models.visit.estimator: no estimator "probti"; nearest: "probit"'],
    ],
    [
      'an option of an estimator',
      'models.yaml',
      'link: log',
      'lnk: log',
      ['E-SPEC-KEY models.yaml:15:25 models.amount.estimator.gamma.lnk: no key "lnk" here; nearest: "link"'],
    ],
    [
      'a sample',
      'models.yaml',
      'sample: women',
      'sample: womn',
      ['E-SPEC-NAME models.yaml:14:13 models.amount.sample: no sample "womn"; nearest: "women"'],
    ],
    [
      'a sample to start from',
      'samples.yaml',
      'from: adults',
      'from: adult',
      ['E-SPEC-NAME samples.yaml:9:11 samples.women.from: no sample "adult"; nearest: "adults"'],
    ],
    [
      'a sample that starts from itself',
      'samples.yaml',
      'from: adults',
      'from: women',
      ['E-SPEC-NAME samples.yaml:9:11 samples.women.from: the sample "women" starts from itself; women from women'],
    ],
    [
      'a column of a step',
      'samples.yaml',
      '2020 - birth_year',
      '2020 - birthyear',
      ['E-SPEC-NAME samples.yaml:6:9 samples.adults.steps[0]: no column "birthyear"; nearest: "birth_year"'],
    ],
    [
      'a column before it is made',
      'samples.yaml',
      'age >= 18, label',
      'agee >= 18, label',
      ['E-SPEC-NAME samples.yaml:7:9 samples.adults.steps[1]: no column "agee"; nearest: "age"'],
    ],
    [
      'an outcome',
      'models.yaml',
      'outcome: spending',
      'outcome: spendin',
      ['E-SPEC-NAME models.yaml:16:14 models.amount.outcome: no column "spendin"; nearest: "spending"'],
    ],
    [
      'a term',
      'models.yaml',
      'terms: [age]',
      'terms: [agee]',
      ['E-SPEC-NAME models.yaml:17:13 models.amount.terms[0]: no column "agee"; nearest: "age"'],
    ],
    [
      'a term inside a set',
      'models.yaml',
      'of: age,',
      'of: agee,',
      ['E-SPEC-NAME models.yaml:3:21 term_sets.covariates[1]: no column "agee"; nearest: "age"'],
    ],
    [
      'a term of a set that is no term',
      'models.yaml',
      '{power: {of',
      '{pwer: {of',
      ['E-SPEC-NAME models.yaml:3:21 term_sets.covariates[1]: no term "pwer"; nearest: "power"'],
    ],
    [
      'a set',
      'models.yaml',
      '{set: covariates}',
      '{set: covariate}',
      ['E-SPEC-NAME models.yaml:10:13 models.visit.terms[0]: no term set "covariate"; nearest: "covariates"'],
    ],
    [
      'a column of a condition',
      'models.yaml',
      'where: spending > 0',
      'where: spendng > 0',
      ['E-SPEC-NAME models.yaml:18:12 models.amount.where: no column "spendng"; nearest: "spending"'],
    ],
    [
      'a column of weights',
      'models.yaml',
      'probability: weight',
      'probability: weigth',
      ['E-SPEC-NAME models.yaml:11:14 models.visit.weights: no column "weigth"; nearest: "weight"'],
    ],
    [
      'a cluster',
      'models.yaml',
      'by: village',
      'by: vilage',
      ['E-SPEC-NAME models.yaml:19:11 models.amount.vcov: no column "vilage"; nearest: "village"'],
    ],
    [
      'a kind of weights',
      'models.yaml',
      '{probability:',
      '{probabilty:',
      ['E-SPEC-NAME models.yaml:11:14 models.visit.weights: no kind of weights "probabilty"; nearest: "probability"'],
    ],
    [
      'a variable of a summary',
      'models.yaml',
      'variable: age',
      'variable: agge',
      ['E-SPEC-NAME models.yaml:«overview:» summaries.overview: no column "agge"; nearest: "age"'],
    ],
    [
      'a reference level',
      'codebook.yaml',
      'reference: "no"',
      'reference: "non"',
      ['E-SPEC-NAME codebook.yaml:9:3 columns.female: column "female": no level "non" to refer to; nearest: "no"'],
    ],
    [
      'a model in a table',
      'tables.yaml',
      'model: amount',
      'model: amuont',
      ['E-SPEC-NAME tables.yaml:10:19 tables.table_2.estimates.columns[1].model: no model "amuont"; nearest: "amount"'],
    ],
    [
      'an effect in a table',
      'tables.yaml',
      'effect: marginal_effects',
      'effect: marginal_effect',
      [
        'E-SPEC-NAME tables.yaml:«marginal_effect}» tables.table_2.estimates.columns[0].effect: no effect of "visit" "marginal_effect"; nearest: "marginal_effects"',
      ],
    ],
    [
      'a summary in a table',
      'tables.yaml',
      'of: overview',
      'of: overvew',
      ['E-SPEC-NAME tables.yaml:«overvew» tables.table_1.summary.of: no summary "overvew"; nearest: "overview"'],
    ],
    [
      'a summary in a figure',
      'figures.yaml',
      'of: overview',
      'of: overvew',
      ['E-SPEC-NAME figures.yaml:«overvew» figures.figure_1.bars.of: no summary "overvew"; nearest: "overview"'],
    ],
    [
      'a shape',
      'tables.yaml',
      '    estimates:',
      '    estimate:',
      ['E-SPEC-KEY tables.yaml:7:5 tables.table_2.estimate: no key "estimate" here; nearest: "estimates"'],
    ],
    [
      'an exhibit of a command',
      'paper.yaml',
      'figure_1]',
      'figure_2]',
      [
        'E-SPEC-NAME paper.yaml:«figure_2» commands.main.exhibits[1]: no table or figure "figure_2"; nearest: "figure_1"',
      ],
    ],
    [
      'an exhibit that an option adds',
      'paper.yaml',
      'adds: [table_1]',
      'adds: [tabl_1]',
      [
        'E-SPEC-NAME paper.yaml:«tabl_1» commands.main.options.link.adds[0]: no table or figure "tabl_1"; nearest: "table_1"',
      ],
    ],
    [
      'what an option sets',
      'paper.yaml',
      'gamma.link',
      'gamma.lnk',
      [
        'E-SPEC-NAME paper.yaml:«models.amount.estimator» commands.main.options.link.sets: models.amount.estimator.gamma.lnk: no "lnk" in models.amount.estimator.gamma; nearest: "link"',
      ],
    ],
    [
      'what a variant sets',
      'paper.yaml',
      'models.visit.vcov',
      'models.vist.vcov',
      [
        'E-SPEC-NAME paper.yaml:«models.vist» commands.main.variants.robust[0]: models.vist: no "vist" in models; nearest: "visit"',
      ],
    ],
    [
      'a version',
      'paper.yaml',
      'schema: paper/1',
      'schema: paper/2',
      ['E-SPEC-VALUE paper.yaml:1:9 schema: found "paper/2"; nearest: "paper/1"'],
    ],
  ] as const)('finds a fault in %s', (_, file, found, replacement, expected) => {
    const files = changed([file, found, replacement]);
    expect(faults(files)).toEqual(expected.map((message) => withPositions(message, files[file]!)));
  });

  it('places an expression that does not parse', () => {
    const [message, ...rest] = faults(changed(['models.yaml', 'where: spending > 0', 'where: spending >']));
    expect(rest).toEqual([]);
    expect(message).toMatch(/^E-SPEC-EXPRESSION models\.yaml:18:12 models\.amount\.where: /);
  });

  it('reports the faults of all files at once, in the order of files and lines', () => {
    const found = faults(
      changed(
        ['figures.yaml', 'bars', 'barz'],
        ['models.yaml', 'probit', 'probti'],
        ['models.yaml', 'terms: [age]', 'terms: [agee]'],
        ['samples.yaml', 'from: adults', 'form: adults'],
        ['codebook.yaml', 'kind: number, unit', 'kind: nmber, unit'],
        ['paper.yaml', 'figure_1]', 'figure_2]'],
      ),
    );
    expect(found.map((message) => message.split(':')[0])).toEqual([
      'E-SPEC-NAME paper.yaml',
      'E-SPEC-VALUE codebook.yaml',
      'E-SPEC-KEY samples.yaml',
      'E-SPEC-NAME models.yaml',
      'E-SPEC-KEY figures.yaml',
    ]);
  });

  it('leaves columns to the data where the codebook is open', () => {
    expect(
      faults(
        changed(
          ['codebook.yaml', 'missing:', 'open: true\nmissing:'],
          ['models.yaml', 'terms: [age]', 'terms: [anything]'],
        ),
      ),
    ).toEqual([]);
  });

  it('refuses two effects of one name', () => {
    expect(
      faults(
        changed(
          ['models.yaml', '[coefficients, {marginal', '[{marginal_effects: {at: means}}, {marginal'],
          ['paper.yaml', 'models.visit.effects.marginal_effects.at=means', 'models.visit.conf_level=0.9'],
        ),
      ),
    ).toEqual([
      'E-SPEC-VALUE models.yaml:12:48 models.visit.effects[1]: a second effect called "marginal_effects"; give one of them a name',
    ]);
  });

  it('names files that are not there', () => {
    const { 'samples.yaml': _, ...others } = SMALL_PAPER;
    expect(faults(others)).toEqual(['E-SPEC-READ samples.yaml: no such file']);
    expect(() => loadPaper('no/such/folder')).toThrow(/E-SPEC-READ no.such.folder.paper\.yaml: no such file/);
  });

  it('loads without tables and figures', () => {
    const {
      'tables.yaml': _,
      'figures.yaml': __,
      ...others
    } = changed(
      ['paper.yaml', 'exhibits: [table_2, figure_1]', 'exhibits: [table_2]'],
      ['paper.yaml', '        adds: [table_1]\n', ''],
    );
    expect(faults(others)).toEqual([
      'E-SPEC-NAME paper.yaml:12:16 commands.main.exhibits[0]: no table or figure "table_2"',
    ]);
  });
});

describe('settings', () => {
  it('replace values, make keys, and open bare words', () => {
    const load = (...settings: string[]) => loadPaper(SMALL_PAPER, { settings }).models;
    expect(load('models.visit.vcov=robust').get('visit')!.vcov.name).toBe('robust');
    expect(load('models.amount.vcov={cluster: {by: [village, person]}}').get('amount')!.asked.requires).toEqual([
      'village',
      'person',
    ]);
    expect(load('models.amount.vcov.cluster.by=person').get('amount')!.asked.requires).toEqual(['person']);
    expect(load('models.amount.estimator.gamma.link=identity').get('amount')!.estimator.name).toBe(
      'gamma (identity link)',
    );
    expect(load('models.visit.estimator.probit.separation=keep').get('visit')!.estimator.name).toBe('probit');
    expect(load('models.visit.effects.coefficients.name=b').get('visit')!.effects[0]!.name).toBe('b');
    expect(
      load('term_sets.covariates=[female]')
        .get('visit')!
        .asked.terms.map((term) => term.name),
    ).toEqual(['female']);
    expect(load('term_sets.covariates.power.exponent=3').get('visit')!.asked.terms[1]!.name).toBe('age^3');
    expect(
      load('models.visit.terms[0]=age')
        .get('visit')!
        .asked.terms.map((term) => term.name),
    ).toEqual(['age']);
    expect(load('models.amount.where=').get('amount')!.asked.where).toBeUndefined();
    expect(load('models.amount.where=age == 30').get('amount')!.asked.where!.text).toBe('age == 30');
    expect(load('models.amount.intercept=false').get('amount')!.asked.intercept).toBe(false);
  });

  it('are kept for provenance and do not change the hash of the texts', () => {
    const settings = ['models.visit.vcov=robust'];
    expect(loadPaper(SMALL_PAPER, { settings })).toMatchObject({
      settings,
      specSha256: loadPaper(SMALL_PAPER).specSha256,
    });
  });

  it.each([
    ['model.visit.vcov=robust', 'E-USAGE --set model: no "model" in the spec; nearest: "models"'],
    ['models.vist.vcov=robust', 'E-USAGE --set models.vist: no "vist" in models; nearest: "visit"'],
    ['models.visit.vcv=robust', 'E-USAGE --set models.visit.vcv: no "vcv" in models.visit; nearest: "vcov"'],
    ['models.new=1', 'E-USAGE --set models.new: no "new" in models; known: visit, amount'],
    [
      'models.visit.estimator.gamma.link=log',
      'E-USAGE --set models.visit.estimator.gamma: no "gamma" in models.visit.estimator; known: probit',
    ],
    [
      'models.visit.effects.margins.at=means',
      'E-USAGE --set models.visit.effects.margins: no "margins" in models.visit.effects; known: coefficients, marginal_effects',
    ],
    ['models.visit.terms[3]=age', 'E-USAGE --set models.visit.terms[3]: no item 3 in models.visit.terms'],
    ['models.visit', 'E-USAGE --set: "models.visit" is not path=value; for example models.m.vcov=robust'],
    ['schema=x', 'E-USAGE --set schema: no "schema" in the spec'],
    ['models.visit.vcov=robst', 'E-SPEC-NAME --set models.visit.vcov: no covariance "robst"; nearest: "robust"'],
    ['models.visit.conf_level=high', 'E-SPEC-VALUE --set models.visit.conf_level: found "high"; accepted: a number'],
    ['models.visit.sample=adlts', 'E-SPEC-NAME --set models.visit.sample: no sample "adlts"; nearest: "adults"'],
    ['models.visit.vcov={cluster: {by: [', 'E-SPEC-YAML --set models.visit.vcov:1:'],
  ])('%s', (setting, expected) => {
    const found = faults(SMALL_PAPER, [setting]);
    expect(found).toHaveLength(1);
    expect(found[0]!.slice(0, expected.length)).toBe(expected);
  });
});
