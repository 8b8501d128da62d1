/** What a reader of a placebo must know besides its numbers. */
import type { Text } from '../../results/text.ts';

export interface PlaceboCounts {
  readonly requested: number;
  readonly fitted: number;
  readonly failed: number;
  readonly degenerate: number;
  readonly recreated: number;
}

/** Notes in the order of their weight; empty for exact placebos without exclusions. */
export function placeboNotes(
  { requested, fitted, failed, degenerate, recreated }: PlaceboCounts,
  exact: boolean,
  included: boolean,
): Text[] {
  const notes: Text[] = [];
  if (failed + degenerate > 0) {
    notes.push({
      en: `${failed} draws failed and ${degenerate} do not identify the effect; they are left out of every share`,
      zh: `${failed} 次抽取估计失败，${degenerate} 次无法识别效应，均不计入比例`,
    });
  }
  if (recreated > 0 && !exact) {
    notes.push({
      en: `${recreated} of ${requested} draws are the real assignment`,
      zh: `${requested} 次抽取中有 ${recreated} 次与真实分配相同`,
    });
  }
  if (exact && !included) {
    notes.push({
      en: 'the real assignment is none of those that the scheme can give: it is counted as one more draw',
      zh: '真实分配不在该方案的取值范围内，另计为一次抽取',
    });
  }
  if (!exact) {
    const smallest = (1 / (fitted + 1)).toPrecision(2);
    notes.push({
      en: `no randomisation p value below ${smallest} can come of ${fitted} draws`,
      zh: `${fitted} 次抽取所能得到的最小随机化 p 值为 ${smallest}`,
    });
  }
  return notes;
}
