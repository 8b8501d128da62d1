/** What each step does, in a sentence without data: English and Chinese, for `explain`. */
import type { Text } from '../../results/text.ts';
import type { AnswerRule } from './answers.ts';
import type { Classified } from './classify.ts';
import type { CategoryNaming, Naming } from './created.ts';
import type { Cut } from './cut.ts';
import type { Derived } from './derive.ts';
import type { GroupMean } from './group-mean.ts';
import type { RowChoice } from './keep.ts';
import type { QuantileGroups } from './quantiles.ts';
import type { Recoded } from './recode.ts';

export function keepWords({ where, label }: RowChoice): Text {
  return labelled({ en: `keep the rows where ${where.text}`, zh: `保留满足 ${where.text} 的行` }, label);
}

export function dropWords({ where, label }: RowChoice): Text {
  return labelled({ en: `drop the rows where ${where.text}`, zh: `删除满足 ${where.text} 的行` }, label);
}

export function completeWords(columns: readonly string[], label: Text | undefined): Text {
  const en = `keep the rows in which none of ${columns.join(', ')} is missing`;
  return labelled({ en, zh: `保留以下各列均无缺失的行：${columns.join('、')}` }, label);
}

export function deriveWords({ value, ...naming }: Derived): Text {
  return called({ en: `${naming.name} = ${value.text}`, zh: `${naming.name} = ${value.text}` }, naming);
}

export function recodeWords({ of, levels, rest, ...naming }: Recoded): Text {
  const groups = levels.map(({ name, from }) => `${name} = ${from.join(', ')}`).join('; ');
  const others = rest === 'missing' ? { en: '; anything else is missing', zh: '；其余为缺失' } : { en: '', zh: '' };
  return called(
    {
      en: `${naming.name} from ${of}: ${groups}${others.en}`,
      zh: `${naming.name} 由 ${of} 归并：${groups}${others.zh}`,
    },
    naming,
  );
}

export function classifyWords({ levels, overlap, ...naming }: Classified): Text {
  const said = (rest: string, where: string) =>
    levels.map((level) => `${level.name} ${level.where === undefined ? rest : `${where}${level.where.text}`}`);
  const wins =
    overlap === 'first' || overlap === 'last'
      ? {
          en: `; where several hold, the ${overlap}`,
          zh: `；多个条件同时成立时取${overlap === 'first' ? '最前' : '最后'}者`,
        }
      : { en: '', zh: '' };
  return called(
    {
      en: `${naming.name}: ${said('where none of these holds', 'where ').join('; ')}${wins.en}`,
      zh: `${naming.name}：${said('以上皆不成立', '若 ').join('；')}${wins.zh}`,
    },
    naming,
  );
}

export function quantileWords({ of, groups, weights, ...naming }: QuantileGroups): Text {
  const by = weights === undefined ? { en: '', zh: '' } : { en: ` weighted by ${weights}`, zh: `，按 ${weights} 加权` };
  return called(
    {
      en: `${naming.name}: ${groups} groups of ${of} of equal size${by.en}, ties to the lower group, over the rows left here`,
      zh: `${naming.name}：${of} 在此处剩余各行中的 ${groups} 分位组${by.zh}，并列者归较低组`,
    },
    naming,
  );
}

export function cutWords({ of, at, levels, closed, ...naming }: Cut): Text {
  const names = levels.map((level) => level.name).join(', ');
  const limit = closed === 'right' ? { en: 'below', zh: '下方' } : { en: 'above', zh: '上方' };
  return called(
    {
      en: `${naming.name}: ${of} cut at ${at.join(', ')} (a limit belongs to the group ${limit.en} it): ${names}`,
      zh: `${naming.name}：${of} 以 ${at.join('、')} 为界（界值归${limit.zh}组）：${names}`,
    },
    naming,
  );
}

export function answersWords({ of, rule, answers, ...naming }: AnswerRule): Text {
  const one = rule === 'any_of' ? { en: 'any', zh: '任一' } : { en: 'none', zh: '均不' };
  return called(
    {
      en: `${naming.name} = 1 where ${of} has ${one.en} of ${answers.join(', ')}, else 0`,
      zh: `${naming.name} = 1：${of} ${one.zh}包含 ${answers.join('、')}；否则为 0`,
    },
    naming,
  );
}

export function groupMeanWords({ of, by, ...naming }: GroupMean): Text {
  const en = `${naming.name}: mean of ${of} within ${by}, over the rows left here`;
  return called({ en, zh: `${naming.name}：${of} 在此处剩余各行中按 ${by} 取的均值` }, naming);
}

/** The label of a step in brackets. */
function labelled(text: Required<Text>, label: Text | undefined): Text {
  if (label === undefined) return text;
  return { en: `${text.en} (${label.en})`, zh: `${text.zh}（${label.zh ?? label.en}）` };
}

/** Label, unit and reference level of a new column in brackets. */
function called(text: Required<Text>, { label, unit, reference }: Naming & CategoryNaming): Text {
  const en = [label?.en, unit?.en, reference && `reference ${reference}`].filter((part) => part !== undefined);
  const zh = [label?.zh ?? label?.en, unit?.zh ?? unit?.en, reference && `参照组 ${reference}`];
  const said = zh.filter((part) => part !== undefined).join('，');
  return en.length === 0 ? text : { en: `${text.en} (${en.join(', ')})`, zh: `${text.zh}（${said}）` };
}
