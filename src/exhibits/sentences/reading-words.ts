/** How a number will have to be read, before there is one. */
import type { Text } from '../../results/text.ts';
import { amountsOf } from './amounts.ts';
import { changeWords, theOutcome } from './change-words.ts';
import type { Meaning } from './meaning.ts';
import { numberText } from './numbers.ts';
import { placeWords } from './place-words.ts';

type Both = Required<Text>;

/** An estimate that stands for any: a tenth, or exp of a tenth where the estimate is exponentiated. */
const EXAMPLE = 0.1;

/** `“Rural” rather than “Urban”: an estimate of 0.10 means the probability of being insured higher by 10.0 percentage points, ...` */
export function readingWords(meaning: Meaning): Both {
  const estimate = meaning.exponentiated ? Math.exp(EXAMPLE) : EXAMPLE;
  const [amount, ...others] = amountsOf(meaning, { estimate, confLow: Number.NaN, confHigh: Number.NaN });
  const given = numberText(estimate, 2);
  const text = numberText(amount.value, amount.factor ? 3 : 1);
  const also = others.map(({ value, unit }) => ({ value: numberText(value, value < 1 ? 2 : 1), unit }));
  const change = changeWords(meaning.change);
  const the = theOutcome(meaning);
  const notPercent = amount.unit.en === ' percentage points';
  const caution = {
    en: notPercent ? `, not by ${text} %` : '',
    zh: notPercent ? `（不是 ${text} %）` : '',
  };
  const larger = amount.factor
    ? { en: `${the.en} times ${text}`, zh: `${the.zh}变为 ${text} 倍` }
    : { en: `${the.en} higher by ${text}${amount.unit.en}`, zh: `${the.zh}高 ${text}${amount.unit.zh}` };
  const same = {
    en: also.map(({ value, unit }) => ` (${value}${unit.en})`).join(''),
    zh: also.map(({ value, unit }) => `（${value}${unit.zh}）`).join(''),
  };
  const place = placeWords(meaning.place);
  return {
    en: `${change.en}: an estimate of ${given} means ${larger.en}${same.en}${caution.en}${place.en}`,
    zh: `${change.zh}：估计值 ${given} 表示${larger.zh}${same.zh}${caution.zh}${place.zh}`,
  };
}
