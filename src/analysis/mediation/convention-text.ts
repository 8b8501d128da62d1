/** What a mediation reports, in words: labels of its quantities and the note on how they were computed. */
import type { BootstrapDesign, MediationKind } from '../../results/mediation.ts';
import type { Text } from '../../results/text.ts';
import { sentence } from '../effects/convention-text.ts';
import type { EffectPlan } from './paths.ts';

type Both = Text & { readonly zh: string };

const LABELS: Readonly<Record<MediationKind, Both>> = {
  total: { en: 'Total effect', zh: '总效应' },
  direct: { en: 'Direct effect', zh: '直接效应' },
  path_a: { en: 'Treatment on mediator', zh: '处理对中介变量' },
  path_b: { en: 'Mediator on outcome', zh: '中介变量对结果' },
  product: { en: 'Indirect effect (product)', zh: '间接效应（乘积）' },
  difference: { en: 'Indirect effect (difference)', zh: '间接效应（差值）' },
  share_product: { en: 'Share mediated (product)', zh: '中介占比（乘积）' },
  share_difference: { en: 'Share mediated (difference)', zh: '中介占比（差值）' },
  share_of_indirect: { en: 'Share of the indirect effect', zh: '占间接效应的比例' },
};

export function quantityLabel(kind: MediationKind, mediator: string | undefined): Text {
  const { en, zh } = LABELS[kind];
  return mediator === undefined ? LABELS[kind] : { en: `${en}: ${mediator}`, zh: `${zh}：${mediator}` };
}

export interface Conventions {
  readonly effects: EffectPlan | undefined;
  /** whether the covariance asked for has no terms across steps */
  readonly apart: boolean;
  readonly khb: boolean;
  readonly drawn: BootstrapDesign | undefined;
}

export function conventionText({ effects, apart, khb, drawn }: Conventions): Text {
  const clauses: Both[] = [
    { en: 'all steps on the same rows', zh: '各步使用相同观测' },
    {
      en: 'standard errors of products by the delta method, Sobel without the covariance of the two factors',
      zh: '乘积的标准误采用 delta 法，Sobel 不含两因子的协方差',
    },
  ];
  if (apart) {
    clauses.push({
      en: 'those of differences and shares from stacked robust scores, because the models of one outcome are not independent',
      zh: '差值与占比的标准误由堆叠的稳健得分得出，因为同一结果的模型并不独立',
    });
  }
  if (effects !== undefined) {
    const [en, zh] = effects.at === 'means' ? ['at the means', '均值处'] : ['averaged over the rows', '对观测平均'];
    const words = { derivative: ['derivatives', '导数'], discrete: ['differences between 1 and 0', '1 与 0 之差'] };
    const [treatment, mediators] = [words[effects.treatment], words[effects.mediators]];
    clauses.push({
      en: `marginal effects ${en}: ${treatment[0]} by the treatment, ${mediators[0]} by the mediators`,
      zh: `边际效应（${zh}）：处理取${treatment[1]}，中介变量取${mediators[1]}`,
    });
  }
  if (khb) {
    clauses.push({
      en: 'KHB: mediators replaced by their least-squares residuals, so that total and direct effect share one scale',
      zh: 'KHB：以最小二乘残差替换中介变量，使总效应与直接效应处于同一尺度',
    });
  }
  if (drawn !== undefined) {
    clauses.push({
      en: `bootstrap of ${drawn.resample} (${drawn.units}), ${drawn.draws} draws, ${drawn.failed} of them failed`,
      zh: `对 ${drawn.resample}（${drawn.units} 个）自助抽样 ${drawn.draws} 次，其中 ${drawn.failed} 次失败`,
    });
  }
  return sentence(clauses);
}
