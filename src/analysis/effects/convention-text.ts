/** The conventions of effects in words, for the notes under tables: English and Chinese. */
import type { Text } from '../../results/text.ts';
import type { WeightKind } from '../design/design.ts';
import type { Margin } from './change.ts';
import type { At, Ground } from './ground.ts';

const WEIGHTS: Readonly<Record<WeightKind, Text & { readonly zh: string }>> = {
  frequency: { en: 'frequency', zh: '频数' },
  probability: { en: 'probability', zh: '抽样' },
  analytic: { en: 'analytic', zh: '解析' },
};

const DELTA: Text & { readonly zh: string } = {
  en: 'standard errors by the delta method, covariates held fixed',
  zh: '标准误采用 delta 法，协变量视为固定',
};

type Both = Text & { readonly zh: string };

/** What was averaged, by which change, and how the standard errors came about. */
export function marginalEffectsText(
  ground: Ground,
  options: { readonly at: At; readonly dummies: 'discrete' | 'derivative'; readonly binary: 'derivative' | 'discrete' },
): Text {
  const factors: Both =
    options.dummies === 'discrete'
      ? {
          en: 'factor levels by the difference in predictions from the reference level',
          zh: '分类变量取各水平与参照水平的预测差',
        }
      : { en: 'factor levels by the derivative by their indicator', zh: '分类变量取对虚拟变量的导数' };
  const numbers: Both = {
    en: 'numeric variables by the total derivative through all their powers and interactions',
    zh: '数值变量取包含全部幂次与交互项的总导数',
  };
  const binary: Both[] =
    options.binary === 'discrete'
      ? [{ en: '0/1 variables by the difference between 1 and 0', zh: '0/1 变量取 1 与 0 的预测差' }]
      : [];
  return sentence([placeText('marginal effects', '边际效应', ground, options.at), numbers, factors, ...binary, DELTA]);
}

/** Per-column effects: which point, and that no column knows of another. */
export function perColumnText(ground: Ground, atMeans: boolean, binary: 'derivative' | 'discrete'): Text {
  const place: Both = atMeans
    ? {
        en: `marginal effects at the means of the design columns${rowsText(ground).en}`,
        zh: `在设计矩阵各列均值处的边际效应${rowsText(ground).zh}`,
      }
    : placeText('marginal effects', '边际效应', ground, 'observations');
  const columns: Both = {
    en: 'every column (power, interaction, indicator) treated as a continuous variable of its own',
    zh: '每一列（幂次、交互项、虚拟变量）各自视为连续变量',
  };
  const indicators: Both[] =
    binary === 'discrete'
      ? [{ en: '0/1 columns by the difference, each moving alone', zh: '0/1 列取差分，每列单独变动' }]
      : [];
  return sentence([place, columns, ...indicators, DELTA]);
}

/** The text of an effect, preceded by the margin it is the part of. */
export function marginText(margin: Margin, text: Text): Text {
  if (margin === 'total') return text;
  const part: Both =
    margin === 'extensive'
      ? {
          en: 'Part of the effect through the first equation (extensive margin)',
          zh: '经由第一个方程的部分（广延边际）',
        }
      : {
          en: 'Part of the effect through the second equation (intensive margin)',
          zh: '经由第二个方程的部分（集约边际）',
        };
  const rule: Both = {
    en: 'differences are averaged over both orders of change, so that the two parts add up to the whole.',
    zh: '预测差在两种变动次序上取平均，两部分之和等于总效应。',
  };
  return { en: `${part.en}; ${rule.en} ${text.en}`, zh: `${part.zh}；${rule.zh}${text.zh ?? text.en}` };
}

/** Average or adjusted predictions. */
export function predictionsText(ground: Ground, at: At): Text {
  return sentence([placeText('predictions', '预测值', ground, at), DELTA]);
}

/** Differences between levels, of predictions. */
export function contrastsText(ground: Ground, at: At): Text {
  const place = placeText('differences in predictions between levels', '各水平之间的预测差', ground, at);
  return sentence([place, DELTA]);
}

/** A sentence from its clauses. */
export function sentence(clauses: readonly Both[]): Text {
  const en = clauses.map((clause) => clause.en).join('; ');
  return {
    en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`,
    zh: `${clauses.map((clause) => clause.zh).join('；')}。`,
  };
}

function placeText(en: string, zh: string, ground: Ground, at: At): Both {
  const place = placeOnly(en, zh, ground, at);
  const { assumption } = ground.expectation;
  if (assumption === undefined) return place;
  return { en: `${place.en}; ${assumption.en}`, zh: `${place.zh}；${assumption.zh ?? assumption.en}` };
}

function placeOnly(en: string, zh: string, ground: Ground, at: At): Both {
  const rows = rowsText(ground);
  if (at === 'means') {
    return {
      en: `${en} at the means of the variables (shares of the levels of factors)${rows.en}`,
      zh: `在变量均值（分类变量为各水平占比）处的${zh}${rows.zh}`,
    };
  }
  const average = { en: `average ${en}${rows.en}`, zh: `平均${zh}${rows.zh}` };
  if (at === 'observations') return average;
  const settings = [...at].map(([variable, value]) => `${variable} = ${value}`).join(', ');
  return { en: `${average.en} with ${settings}`, zh: `${average.zh}，取 ${settings}` };
}

/** What is special about the rows, or nothing; how many they are is `rows` of the effect. */
function rowsText({ unpredicted, weightKind }: Ground): Both {
  const weights = weightKind === null ? null : WEIGHTS[weightKind];
  const en = [
    weights && `with ${weights.en} weights`,
    unpredicted > 0 && `(${unpredicted} rows without a prediction in every equation left out)`,
  ].filter(Boolean);
  const zh = [
    weights && `按${weights.zh}权重加权`,
    unpredicted > 0 && `另有 ${unpredicted} 个观测在某一方程中无法预测，未计入`,
  ].filter(Boolean);
  return { en: en.map((part) => ` ${part}`).join(''), zh: zh.length === 0 ? '' : `（${zh.join('，')}）` };
}
