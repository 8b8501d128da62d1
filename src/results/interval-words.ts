/** What confidence intervals of a summary are, in words: `95 % Wilson confidence intervals`. */
import type { SummaryInterval } from './summary.ts';
import type { Language } from './text.ts';

const METHODS: Readonly<Record<SummaryInterval['method'], string>> = { wilson: 'Wilson', wald: 'Wald', t: 't' };

/** Each method and level once; just `confidence intervals` where none is known. */
export function intervalWords(intervals: readonly (SummaryInterval | undefined)[], language: Language): string {
  const known = intervals.flatMap((interval) => (interval === undefined ? [] : [methodAndLevel(interval)]));
  const which = [...new Set(known)].join(language === 'zh' ? '、' : ' or ');
  if (language === 'zh') return `${which}置信区间`;
  return which === '' ? 'confidence intervals' : `${which} confidence intervals`;
}

function methodAndLevel({ method, level }: SummaryInterval): string {
  return `${Number((100 * level).toPrecision(6))} % ${METHODS[method]}`;
}
