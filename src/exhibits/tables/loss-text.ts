/** Why rows of a sample are not used, in words: `386 missing log_amount`, `249 not visits > 0`. */
import type { EquationResult } from '../../results/estimates.ts';
import type { FlowStep } from '../../results/sample-flow.ts';
import type { Language } from '../../results/text.ts';
import { countText } from './cell.ts';

export function lossText(lost: EquationResult['lost'], language: Language): string {
  const parts = lost.map(({ reason, rows }) => {
    const count = countText(rows, ',');
    return language === 'zh' ? `${count}行${translated(reason, LOST_ZH)}` : `${count} ${reasonEn(reason)}`;
  });
  return parts.join(language === 'zh' ? '、' : ', ');
}

/** A loss to `where` is a loss of the rows on which the condition does not hold. */
function reasonEn(reason: string): string {
  return reason.replace(/^where (.+)$/s, (_, condition: string) =>
    / (and|or) /.test(condition) ? `not (${condition})` : `not ${condition}`,
  );
}

type Patterns = readonly (readonly [RegExp, string])[];

const LOST_ZH: Patterns = [
  [/^missing (.+)$/, '缺失$1'],
  [/^where (.+)$/, '不满足$1'],
  [/^zero weight$/, '权重为零'],
  [/^left out$/, '剔除'],
  [/^perfectly predicted$/, '被完全预测'],
  [/^alone at a level of a fixed effect$/, '在固定效应的某一水平上只有一行'],
  [/^no variation of (.+) within (.+)$/, '$1在$2内无变异'],
  [/^always treated \(adopted by (.+)\)$/, '始终处理组（$1年及以前实施）'],
  [/^outside the event window (.+)$/, '在事件窗$1之外'],
  [/^left out by one of the steps$/, '被某一步骤剔除'],
];

/** Texts of other rooms come in English; one that no pattern knows stays so. */
function translated(text: string, patterns: Patterns): string {
  const known = patterns.find(([pattern]) => pattern.test(text));
  return known === undefined ? text : text.replace(known[0], known[1]);
}

/** Why a step of a sample lost rows: `income missing 31`. */
export function causesText(causes: FlowStep['causes'], language: Language): string {
  const zh = language === 'zh';
  const parts = causes.map(({ cause, rows }) => `${zh ? translated(cause, CAUSES_ZH) : cause} ${countText(rows, ',')}`);
  return parts.join(zh ? '、' : ', ');
}

const CAUSES_ZH: Patterns = [
  [/^condition false$/, '不满足条件'],
  [/^(.+) missing$/, '$1缺失'],
];
