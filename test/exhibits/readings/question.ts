/** A question with two choices, for tests of the readings. */
import type { Alternative, Question } from '../../../src/exhibits/readings/question.ts';

export const alternative = (name: string, more: Partial<Alternative> = {}): [string, Alternative] => [
  name,
  { name, label: { en: name }, settings: [`models.m.${name}=1`], ruledOutBy: [], ...more },
];

export const QUESTION: Question = {
  name: 'q',
  label: { en: 'A question' },
  exhibits: ['table'],
  cells: ['t1.*.b'],
  tolerances: [{ cells: ['t1.*.b'], stdError: 0.1, because: { en: 'said so' } }],
  choices: new Map([
    [
      'link',
      { name: 'link', label: { en: 'Link' }, alternatives: new Map([alternative('probit'), alternative('logit')]) },
    ],
    [
      'errors',
      {
        name: 'errors',
        label: { en: 'Errors' },
        alternatives: new Map([alternative('model'), alternative('robust', { unit: { en: 'stones' } })]),
      },
    ],
  ]),
  exclude: [{ where: { link: ['logit'], errors: ['robust'] } }],
  focal: [{ cell: 't1.x0.b', label: { en: 'x0' } }],
};
