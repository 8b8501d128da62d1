/** Random draws whose seed the spec does not name. */
import { KIND_ZH, writtenDraws } from '../draws.ts';
import type { Rule } from '../rule.ts';

export const unwrittenSeed: Rule = {
  id: 'L062-seed-unwritten',
  severity: 'advice',
  finds: 'a placebo or wild bootstrap without a seed',
  why: 'the default is used and the numbers repeat, but a reader of the spec cannot tell what they hang on',
  remedy: {
    en: 'seed: 1 (the default) or a number of your own, chosen before looking',
    zh: 'seed: 1（默认值），或在查看结果之前自选的数',
  },
  source: 'docs/methods/placebo.md',
  example: { found: 'placebos: { p: { model: m, unit: city, draws: 999, ... } }', mended: 'the same with seed: 1' },
  fixes: true,
  *spec(context) {
    for (const { kind, path, options } of writtenDraws(context)) {
      if (options.seed !== undefined) continue;
      const finding = { en: `a ${kind} without a seed`, zh: `${KIND_ZH[kind]}没有写明随机种子` };
      yield { path, finding, edits: [{ kind: 'add', path, key: 'seed', value: '1' }] };
    }
  },
};
