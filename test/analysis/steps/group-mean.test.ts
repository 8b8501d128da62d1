/** Means within groups. */
import { expect, it } from 'vitest';
import { groupMean } from '../../../src/analysis/steps/group-mean.ts';
import { stepSchema } from '../../../src/analysis/steps/registry.ts';
import { categorical, frameOf, numeric, thrown, valuesOf } from '../frames.ts';

const frame = frameOf(
  categorical('person', ['p', 'q', 'r'], ['p', 'q', 'p', 'r', 'q', null, 'p']),
  numeric('x', [1, 10, null, null, 20, 5, 4]),
  numeric('fixed', [0.1, 7, 0.1, 3, 7, 2, 0.1]),
);

it('gives every row the mean over the rows of its group that have a value', () => {
  const done = groupMean({ name: 'm', of: 'x', by: 'person' }).run(frame);
  expect(valuesOf(done.frame.columns.get('m')!)).toEqual([2.5, 15, 2.5, null, 15, null, 2.5]);
  expect(done.flow).toMatchObject({ rows: 7, lost: 0 });
  expect(done.flow.notices).toEqual([{ en: 'm: missing in 2 rows', zh: 'm：2行缺失' }]);
});

it('says when there is nothing to add, and keeps equal values as they are', () => {
  const done = groupMean({ name: 'm', of: 'fixed', by: 'person' }).run(frame);
  expect(valuesOf(done.frame.columns.get('m')!).slice(0, 5)).toEqual([0.1, 7, 0.1, 3, 7]);
  expect(done.flow.notices[0]!.en).toBe('m: fixed does not vary within person, so that its mean is fixed itself');
});

it('is a step of a spec, by numbers too', () => {
  const step = stepSchema.parse({ group_mean: { m: { of: 'x', by: 'fixed', label: { en: 'Mean x' } } } });
  expect([step.reads, step.creates]).toEqual([['x', 'fixed'], ['m']]);
  const column = step.run(frame).frame.columns.get('m')!;
  expect(valuesOf(column)).toEqual([2.5, 15, 2.5, null, 15, 5, 2.5]);
  expect(column.info.label).toEqual({ en: 'Mean x' });
  expect(thrown(() => groupMean({ name: 'm', of: 'person', by: 'x' }).run(frame))).toContain('E-DATA-COLUMN');
});
