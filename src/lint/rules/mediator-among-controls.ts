/** A mediator that the total effect already controls for. */
import type { Rule } from '../rule.ts';
import { recordOf } from '../written-choice.ts';

export const mediatorAmongControls: Rule = {
  id: 'L022-mediator-among-controls',
  severity: 'error',
  finds: 'a mediator that is also a regressor of the model whose effect is taken apart',
  why: 'the total effect then lacks the part through the mediator, and nothing is left to mediate',
  remedy: { en: 'take it out of the terms of that model', zh: '从该模型的项中删去' },
  source: 'Baron and Kenny 1986; VanderWeele 2015, section 2.2',
  example: {
    found: 'terms: [policy, trust], mediators: { trust: ols }',
    mended: 'terms: [policy], mediators: { trust: ols }',
  },
  *spec({ written, models }) {
    for (const [name, value] of Object.entries(recordOf(written.at(['mediations'])))) {
      const { model, mediators } = recordOf(value);
      const terms = models.find((one) => one.name === model)?.equations.flatMap((equation) => equation.terms) ?? [];
      for (const mediator of Object.keys(recordOf(mediators))) {
        if (!terms.some(({ column }) => column === mediator)) continue;
        yield {
          path: ['mediations', name, 'mediators', mediator],
          finding: {
            en: `"${mediator}" is a regressor of "${String(model)}"`,
            zh: `“${mediator}”是“${String(model)}”的自变量`,
          },
        };
      }
    }
  },
};
