/** Identification of an event time in words: English and Chinese. */
import type { Identification, SupportStep } from '../../results/support.ts';
import type { Text } from '../../results/text.ts';
import { BEYOND, NEVER } from './event-graph.ts';

interface Facts {
  readonly identification: Identification;
  readonly path: readonly SupportStep[];
  readonly oneUnitTime: boolean;
  readonly reason?: string;
}

/** `clean, within ningxia; one unit at one time`, `chained: 2 (qinghai, shanghai), beyond the window (tianjin)`. */
export function identificationText({ identification, path, oneUnitTime, reason }: Facts, within: string): Text {
  const { en, zh } = kindText(identification, path, within, reason);
  if (!oneUnitTime) return { en, zh };
  return { en: `${en}; one unit at one time`, zh: `${zh}；仅一个单位的一个时点` };
}

function kindText(
  identification: Identification,
  path: readonly SupportStep[],
  within: string,
  reason: string | undefined,
): Required<Text> {
  switch (identification) {
    case 'reference':
      return { en: 'reference', zh: '基期' };
    case 'clean':
      return {
        en: `clean, within ${unitsText(path[0]!, within)}`,
        zh: `直接识别，${unitsText(path[0]!, within)} 内部比较`,
      };
    case 'chained':
      return {
        en: `chained: ${path.map((step) => `${nodeText(step.to).en} (${unitsText(step, within)})`).join(', then ')}`,
        zh: `间接识别：${path.map((step) => `${nodeText(step.to).zh}（${unitsText(step, within)}）`).join('，再经 ')}`,
      };
    case 'across':
      return {
        en: `across units: no fixed effect of ${within} or finer, so other units are the comparison`,
        zh: `跨单位比较：模型没有 ${within} 或更细的固定效应`,
      };
    case 'not_identified':
      return { en: `not identified: ${reason ?? 'no comparison'}`, zh: `无法识别：${reason ?? '无可比较'}` };
  }
}

function nodeText(node: string): Required<Text> {
  if (node === BEYOND) return { en: 'rows beyond the window', zh: '窗口之外的样本' };
  if (node === NEVER) return { en: 'never-treated rows', zh: '从未实施的样本' };
  return { en: node, zh: node };
}

function unitsText({ units }: SupportStep, within: string): string {
  if (units === undefined) return within;
  return units.length > 6 ? `${units.slice(0, 6).join(', ')} and ${units.length - 6} more` : units.join(', ');
}
