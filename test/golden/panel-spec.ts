/** What the cases with fixed effects and event time add to a spec. */
import type { Case, CaseModel } from './case.ts';

const ENDS = { binned: 'bin', left_in_reference: 'zero', rows_dropped: 'drop' } as const;

/** The dummies of an event study. */
export function eventTerms({ window, reference, time, endpoints }: CaseModel): unknown[] {
  if (window === undefined) return [];
  return [
    {
      event_time: {
        adopted: 'adopted',
        time,
        window,
        reference,
        ends: ENDS[endpoints!],
        unit: 'years',
        always_treated: 'keep',
      },
    },
  ];
}

/** The time of adoption: a column of the data, or the first treated time of the unit. */
export function eventSteps({ window, cohort, time }: CaseModel): unknown[] {
  if (window === undefined) return [];
  if (cohort === 'effyear') return [{ derive: { adopted: cohort } }];
  return [{ adoption: { adopted: { key: 'state', treated: 'merit', time } } }];
}

/** A cohort of zero means never. */
export function eventColumns({ window, cohort }: CaseModel): Record<string, unknown> {
  return window !== undefined && cohort === 'effyear' ? { effyear: { kind: 'number', missing: ['0'] } } : {};
}

const LEADS = ['event_time=-3', 'event_time=-2'];

/** The case flips each dummy alone, the other event times as observed; effects of a factor would set them to zero. */
const FLIPPED = { per_column: true, at: 'observations', binary: 'discrete', variables: ['event_time'] };

export function eventEffects({ expected }: Case): unknown[] {
  const effects = 'ame' in expected ? [{ marginal_effects: FLIPPED }] : [];
  return 'pretrend_test' in expected ? [...effects, { joint_test: { terms: LEADS } }] : effects;
}

/** `cluster_nested`, `cluster_nested_state_year`, `cluster_all_counted_firm`: the variables are in the name. */
export function panelCovariance({ cluster }: CaseModel, kind: string): unknown {
  const match = /^cluster_(nested|all_counted)(?:_(.+))?$/.exec(kind);
  if (match === null) return undefined;
  const by = match[2]?.split('_') ?? cluster;
  return { cluster: { by, factor: 'cr1', two_way: 'min', absorbed_df: match[1] === 'nested' ? 'nested' : 'all' } };
}

/** The same models again with singletons dropped or kept, or with a chi-squared test of the leads. */
export function withVariants({ expected }: Case, models: Record<string, object>): Record<string, object> {
  const kinds = Object.entries(models);
  if ('dropping_singletons' in expected) {
    return Object.fromEntries(
      (['drop', 'keep'] as const).flatMap((singletons) =>
        kinds.map(([name, model]) => [
          `${singletons}_${name}`,
          { ...model, estimator: { ols: { absorb: true, singletons } } },
        ]),
      ),
    );
  }
  if (!('pretrend_test' in expected)) return models;
  const vcov = { cluster: { by: 'sid', factor: 'cr1', distribution: 'normal' } };
  return { ...models, leads_chi2: { ...models.fit_cluster_cr1, vcov } };
}
