/** The cleaning steps: what they make of a frame, and what the sample flow says of it. */
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../src/analysis/expressions/expression.ts';
import { answers } from '../../../src/analysis/steps/answers.ts';
import { classify } from '../../../src/analysis/steps/classify.ts';
import { complete } from '../../../src/analysis/steps/complete.ts';
import { cut } from '../../../src/analysis/steps/cut.ts';
import { derive } from '../../../src/analysis/steps/derive.ts';
import { drop, keep } from '../../../src/analysis/steps/keep.ts';
import { quantiles } from '../../../src/analysis/steps/quantiles.ts';
import { recode } from '../../../src/analysis/steps/recode.ts';
import { sequence } from '../../../src/analysis/steps/sequence.ts';
import type { Step } from '../../../src/analysis/steps/step.ts';
import { categorical, frameOf, numeric, thrown, valuesOf } from '../frames.ts';

const frame = frameOf(
  numeric('age', [20, 30, null, 50, null, 70]),
  numeric('income', [5, 0, 7, null, null, 9]),
  categorical('school', ['none', 'primary', 'college'], ['none', 'college', null, 'primary', 'none', 'college']),
);

const made = (step: Step, name: string, on = frame) => valuesOf(step.run(on).frame.columns.get(name)!);
const where = parseExpression;

describe('keep', () => {
  it('keeps rows where the condition is true and counts why others left', () => {
    const { frame: kept, flow } = keep({ where: where('age > 25 and income > 1'), label: { en: 'adults' } }).run(frame);
    expect(kept.rows).toBe(1);
    expect(valuesOf(kept.columns.get('age')!)).toEqual([70]);
    expect(valuesOf(kept.columns.get('school')!)).toEqual(['college']);
    expect(flow).toEqual({
      label: { en: 'adults' },
      rows: 1,
      lost: 5,
      // rows 1 and 2 are false (20 > 25; 0 > 1), rows 3, 4, 5 missing: age in two of them, income in two
      causes: [
        { cause: 'age missing', rows: 2 },
        { cause: 'income missing', rows: 2 },
        { cause: 'condition false', rows: 2 },
      ],
      notices: [],
    });
  });

  it('names no cause where all lost rows are false, and is called after its condition', () => {
    const { flow } = keep({ where: where("school == 'college' or school is missing") }).run(frame);
    expect(flow).toMatchObject({
      label: { en: "school == 'college' or school is missing" },
      rows: 3,
      lost: 3,
      causes: [],
    });
  });

  it('hands the frame on when nothing is lost', () => {
    expect(keep({ where: where('1 == 1') }).run(frame).frame).toBe(frame);
  });

  it('says what it reads', () => {
    expect(keep({ where: where('age > 1 and age < income') }).reads).toEqual(['age', 'income']);
  });
});

describe('drop', () => {
  it('drops rows where the condition is true; missing stays, with a notice', () => {
    const { frame: kept, flow } = drop({ where: where('age >= 50') }).run(frame);
    expect(valuesOf(kept.columns.get('age')!)).toEqual([20, 30, null, null]);
    expect(flow).toMatchObject({
      rows: 4,
      lost: 2,
      causes: [],
      notices: [
        { en: '2 rows stay although the condition is missing there: age >= 50', zh: '条件缺失而保留2行：age >= 50' },
      ],
    });
  });
});

describe('complete', () => {
  it('keeps rows that know every column; a lost row counts under every column it misses', () => {
    const { frame: kept, flow } = complete({ columns: ['school', 'age', 'income'] }).run(frame);
    expect(kept.rows).toBe(3);
    expect(flow.lost).toBe(3);
    expect(flow.causes).toEqual([
      { cause: 'age missing', rows: 2 },
      { cause: 'income missing', rows: 2 },
      { cause: 'school missing', rows: 1 },
    ]);
  });

  it('refuses an unknown column', () => {
    expect(thrown(() => complete({ columns: ['shcool'] }).run(frame))).toContain(
      'E-DATA-COLUMN no column "shcool"; nearest: "school"',
    );
  });
});

describe('derive', () => {
  it('adds a column and counts what is undefined', () => {
    const { frame: next, flow } = derive({
      name: 'log_income',
      value: where('log(income)'),
      label: { en: 'Log income', zh: '对数收入' },
      unit: { en: 'log yuan' },
    }).run(frame);
    expect(valuesOf(next.columns.get('log_income')!)).toEqual([
      Math.log(5),
      null,
      Math.log(7),
      null,
      null,
      Math.log(9),
    ]);
    expect(next.columns.get('log_income')!.info).toEqual({
      name: 'log_income',
      label: { en: 'Log income', zh: '对数收入' },
      unit: { en: 'log yuan' },
      private: false,
    });
    expect(flow).toEqual({
      label: { en: 'log_income: Log income', zh: 'log_income：对数收入' },
      rows: 6,
      lost: 0,
      causes: [],
      notices: [
        { en: 'log_income: undefined in 1 rows whose inputs are known', zh: 'log_income：1行输入已知但无定义' },
        { en: 'log_income: missing in 3 rows', zh: 'log_income：3行缺失' },
      ],
    });
  });

  it('makes 1, 0 or missing of a condition, and categories of texts', () => {
    expect(made(derive({ name: 'old', value: where('age >= 50') }), 'old')).toEqual([0, 0, null, 1, null, 1]);
    expect(made(derive({ name: 'group', value: where("if(age >= 50, 'old', 'young')") }), 'group')).toEqual([
      'young',
      'young',
      null,
      'old',
      null,
      'old',
    ]);
  });

  it('says when it replaces a column', () => {
    const { frame: next, flow } = derive({ name: 'age', value: where('age / 10') }).run(frame);
    expect(valuesOf(next.columns.get('age')!)[0]).toBe(2);
    expect(flow.notices[0]!.en).toBe('age: replaces the column of that name');
    expect(valuesOf(frame.columns.get('age')!)[0]).toBe(20);
  });

  it('keeps a private category private', () => {
    const id = categorical('id', ['p1', 'p2'], ['p1', 'p2']);
    const hidden = frameOf({ ...id, info: { ...id.info, private: true } });
    expect(
      derive({ name: 'copy', value: where('id') })
        .run(hidden)
        .frame.columns.get('copy')!.info.private,
    ).toBe(true);
  });
});

describe('recode', () => {
  const levels = [
    { name: 'low', label: { en: 'Primary or below' }, from: ['none', 'primary'] },
    { name: 'high', from: ['college'] },
  ];

  it('makes levels of levels', () => {
    const { frame: next } = recode({
      name: 'education',
      of: 'school',
      levels,
      reference: 'low',
      label: { en: 'Education' },
    }).run(frame);
    const column = next.columns.get('education')!;
    expect(valuesOf(column)).toEqual(['low', 'high', null, 'low', 'low', 'high']);
    expect(column.info).toEqual({ name: 'education', label: { en: 'Education' }, private: false, reference: 'low' });
    expect(column.kind === 'categorical' && column.levels).toEqual([
      { name: 'low', label: { en: 'Primary or below' } },
      { name: 'high', label: { en: 'high' } },
    ]);
  });

  it('makes levels of numbers, however they are written', () => {
    const ages = recode({
      name: 'cohort',
      of: 'age',
      levels: [
        { name: 'a', from: ['20', '30.0'] },
        { name: 'b', from: ['50', '070'] },
      ],
    });
    expect(made(ages, 'cohort')).toEqual(['a', 'a', null, 'b', null, 'b']);
    expect(
      thrown(() => recode({ name: 'c', of: 'age', levels: [{ name: 'a', from: ['many'] }] }).run(frame)),
    ).toContain('"many" is no value of the numeric column "age"');
  });

  it('refuses what nobody takes, unless it becomes missing', () => {
    const partial = { name: 'e', of: 'school', levels: [{ name: 'high', from: ['college'] }] };
    expect(thrown(() => recode(partial).run(frame))).toContain(
      'E-SPEC-NAME 2 levels of "school" that no new level takes: none, primary; list them under from, or set rest: missing',
    );
    const { flow } = recode({ ...partial, rest: 'missing' }).run(frame);
    expect(flow.notices.map(({ en }) => en)).toEqual([
      'e: 3 rows have an answer that no level takes and become missing',
      'e: missing in 4 rows',
    ]);
  });

  it('refuses unknown levels, two takers and a foreign reference', () => {
    expect(
      thrown(() => recode({ name: 'e', of: 'school', levels: [{ name: 'a', from: ['collage'] }] }).run(frame)),
    ).toContain('column "school" has no level "collage"; nearest: "college"');
    expect(
      thrown(() =>
        recode({
          name: 'e',
          of: 'school',
          levels: [
            { name: 'a', from: ['none'] },
            { name: 'b', from: ['none'] },
          ],
        }),
      ),
    ).toContain('two levels take "none" of "school"');
    expect(thrown(() => recode({ name: 'e', of: 'school', levels, reference: 'hihg' }))).toContain(
      'E-SPEC-NAME no level "hihg" to refer to; nearest: "high"',
    );
  });
});

describe('classify', () => {
  const [ncms, uebmi] = [numeric('ncms', [1, 1, 0, null, 0]), numeric('uebmi', [0, 1, 1, 0, 0])];
  const schemes = frameOf(ncms, uebmi);
  const levels = [
    { name: 'ncms', where: where('ncms == 1') },
    { name: 'uebmi', where: where('uebmi == 1') },
  ];

  it('takes the level whose condition is true', () => {
    expect(made(classify({ name: 'scheme', levels, overlap: 'last' }), 'scheme', schemes)).toEqual([
      'ncms',
      'uebmi',
      'uebmi',
      null,
      null,
    ]);
    expect(made(classify({ name: 'scheme', levels, overlap: 'first' }), 'scheme', schemes)).toEqual([
      'ncms',
      'ncms',
      'uebmi',
      null,
      null,
    ]);
    const { flow } = classify({ name: 'scheme', levels, overlap: 'last' }).run(schemes);
    expect(flow.notices.map(({ en }) => en)).toEqual([
      'scheme: several levels apply to 1 rows; the last of them is taken',
      'scheme: missing in 2 rows',
    ]);
  });

  it('gives the level without a condition to rows for which all others are false, not missing', () => {
    const step = classify({ name: 'scheme', levels: [...levels, { name: 'none' }], overlap: 'last' });
    expect(made(step, 'scheme', schemes)).toEqual(['ncms', 'uebmi', 'uebmi', null, 'none']);
    expect(step.reads).toEqual(['ncms', 'uebmi']);
  });

  it('refuses overlap that nobody decided, and two rests', () => {
    expect(thrown(() => classify({ name: 'scheme', levels }).run(schemes))).toContain(
      'scheme: 1 rows to which several levels apply; make the conditions exclude each other',
    );
    expect(thrown(() => classify({ name: 's', levels: [{ name: 'a' }, { name: 'b' }] }))).toContain(
      'two levels without a condition',
    );
  });
});

describe('quantiles', () => {
  it('follows the xtile rule: ties go to the lower group', () => {
    // R: q <- quantile(x, 1:4 / 5, type = 2), here 1, 2.5, 4.5, 6.5; group 1 + sum(q < x)
    const x = frameOf(numeric('x', [8, 1, 2, 1, 3, 4, 1, 5, 6, 7, null]));
    const groups = made(quantiles({ name: 'q', of: 'x', groups: 5 }), 'q', x);
    expect(groups).toEqual(['q5', 'q1', 'q2', 'q1', 'q3', 'q3', 'q1', 'q4', 'q4', 'q5', null]);
  });

  it('uses names and weights that are given, and tells of empty groups', () => {
    const x = frameOf(numeric('x', [1, 2, 3]), numeric('w', [8, 1, 1]));
    const step = quantiles({
      name: 'half',
      of: 'x',
      groups: 2,
      weights: 'w',
      levels: [{ name: 'low' }, { name: 'high' }],
      reference: 'low',
    });
    expect(made(step, 'half', x)).toEqual(['low', 'high', 'high']);
    expect(step.reads).toEqual(['x', 'w']);
    const same = frameOf(numeric('x', [1, 1, 1]));
    expect(
      quantiles({ name: 'half', of: 'x', groups: 2 })
        .run(same)
        .flow.notices.map(({ en }) => en),
    ).toEqual(['half: ties leave 1 of 2 groups with rows']);
    expect(thrown(() => quantiles({ name: 'h', of: 'x', groups: 3, levels: [{ name: 'a' }] }))).toContain(
      '1 levels for 3 groups',
    );
  });
});

describe('cut', () => {
  const years = frameOf(numeric('years', [0, 0.99, 1, 4, 5, 10, null]));
  const levels = ['none', 'few', 'some', 'many'].map((name) => ({ name }));

  it('closes groups on the left, or on the right', () => {
    expect(made(cut({ name: 'd', of: 'years', at: [1, 5, 10], levels }), 'd', years)).toEqual([
      'none',
      'none',
      'few',
      'few',
      'some',
      'many',
      null,
    ]);
    expect(made(cut({ name: 'd', of: 'years', at: [1, 5, 10], levels, closed: 'right' }), 'd', years)).toEqual([
      'none',
      'none',
      'none',
      'few',
      'few',
      'some',
      null,
    ]);
  });

  it('refuses limits that do not ascend and a wrong number of levels', () => {
    expect(thrown(() => cut({ name: 'd', of: 'years', at: [5, 1], levels }))).toContain(
      'the limits 5, 1 do not ascend',
    );
    expect(thrown(() => cut({ name: 'd', of: 'years', at: [1], levels }))).toContain('4 levels for 1 limits; 2 levels');
    expect(thrown(() => cut({ name: 'd', of: 'school', at: [1], levels: levels.slice(2) }).run(frame))).toContain(
      'column "school" is categorical',
    );
  });
});

describe('answers', () => {
  const combined = categorical(
    'source',
    ['', 'office', 'commercial;else', 'office;commercial'],
    ['office', 'commercial;else', '', null, 'office;commercial'],
  );
  const asked = ['office', 'employer', 'commercial', 'else'].map((name) => ({ name, label: { en: name } }));
  const survey = frameOf({ ...combined, answers: asked });

  it('is 1 where one of the answers was given, 0 where none was, missing where the question was not answered', () => {
    const rule = answers({ name: 'reimbursed', of: 'source', rule: 'any_of', answers: ['office', 'employer'] });
    expect(made(rule, 'reimbursed', survey)).toEqual([1, 0, 0, null, 1]);
    const none = answers({ name: 'not_commercial', of: 'source', rule: 'none_of', answers: ['commercial'] });
    expect(made(none, 'not_commercial', survey)).toEqual([1, 0, 1, null, 0]);
  });

  it('refuses an answer that the question does not have', () => {
    expect(
      thrown(() => answers({ name: 'r', of: 'source', rule: 'any_of', answers: ['ofice'] }).run(survey)),
    ).toContain('E-SPEC-NAME column "source" has no answer "ofice"; nearest: "office"');
  });
});

describe('a sequence', () => {
  it('is one step whose parts see what those before them made', () => {
    const step = sequence([
      derive({ name: 'a', value: where('age * 2') }),
      derive({ name: 'b', value: where('a + income') }),
    ]);
    expect(step.reads).toEqual(['age', 'income']);
    expect(step.creates).toEqual(['a', 'b']);
    const { frame: next, flow } = step.run(frame);
    expect(valuesOf(next.columns.get('b')!)).toEqual([45, 60, null, null, null, 149]);
    expect(flow).toMatchObject({
      label: { en: 'a, b' },
      rows: 6,
      lost: 0,
      notices: [{ en: 'a: missing in 2 rows' }, { en: 'b: missing in 3 rows' }],
    });
  });
});
