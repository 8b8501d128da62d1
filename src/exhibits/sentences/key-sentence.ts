/** A number in one sentence, in its own unit, with interval, comparison, rows, and no more than it shows. */
import type { Estimate } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import { type Amount, amountsOf } from './amounts.ts';
import { changeWords, hasRelative, outcomeWords, theOutcome } from './change-words.ts';
import { isDesigned, type Meaning } from './meaning.ts';
import { decimalsFor, levelText, meanText, numberText, pText } from './numbers.ts';
import { placeWords } from './place-words.ts';

type Both = Required<Text>;

/**
 * Causal verbs only for a treatment that the spec declares, in a model with effects of the units that adopt it; a number whose interval covers nothing happening is said to be not
 * distinguishable from it, with the interval, and never to be absent.
 */
export function keySentence(meaning: Meaning, estimate: Estimate, confLevel: number): Both {
  const change = changeWords(meaning.change);
  if (estimate.omitted !== undefined || Number.isNaN(estimate.estimate)) {
    const why = estimate.omitted ?? 'no number';
    return { en: `${capital(change.en)}: not estimated (${why}).`, zh: `${change.zh}：未能估计（${why}）。` };
  }
  const [amount, ...others] = amountsOf(meaning, estimate);
  const tested = intervalWords(amount, confLevel, estimate.pValue);
  const also = {
    en: others.map((one) => alsoWords(one).en).join(''),
    zh: others.map((one) => alsoWords(one).zh).join(''),
  };
  const tail = placeWords(meaning.place);
  const open = isDistinguishable(amount, estimate.pValue, confLevel);
  const main = open ? said(meaning, change, amount) : undecided(meaning, change, amount);
  const inside = {
    en: open ? `${tested.en}${also.en}` : `estimate ${amountText(amount).en}${p(estimate, ', ')}${also.en}`,
    zh: open ? `${tested.zh}${also.zh}` : `估计值 ${amountText(amount).zh}${p(estimate, '，')}${also.zh}`,
  };
  const caution = cautionOf(meaning);
  const relative = open ? relativeWords(meaning, estimate.estimate) : { en: '', zh: '' };
  const span = open ? { en: '', zh: '' } : spanWords(amount, confLevel);
  return {
    en: capital(`${main.en}${span.en} (${inside.en})${tail.en}${relative.en}${caution.en}.`),
    zh: `${main.zh}${span.zh}（${inside.zh}）${tail.zh}${relative.zh}${caution.zh}。`,
  };
}

/** Whether the interval leaves zero (one, of a factor) out; the p value where there is no interval. */
function isDistinguishable({ low, high, factor }: Amount, pValue: number, confLevel: number): boolean {
  const nothing = factor ? 1 : 0;
  if (Number.isNaN(low) || Number.isNaN(high)) return pValue < 1 - confLevel;
  return low > nothing || high < nothing;
}

function said(meaning: Meaning, change: Both, amount: Amount): Both {
  const outcome = outcomeWords(meaning);
  const the = theOutcome(meaning);
  const designed = isDesigned(meaning);
  const size = amountText({ ...amount, value: Math.abs(amount.value) });
  const up = amount.value > 0;
  if (amount.factor) {
    const times = amountText(amount);
    return designed
      ? {
          en: `${change.en} multiplied ${the.en} by ${factorText(amount)}`,
          zh: `${change.zh}使${the.zh}变为原来的 ${times.zh}`,
        }
      : {
          en: `${change.en} is associated with ${outcome.en} ${factorText(amount)} times as high`,
          zh: `${change.zh}，对应的${outcome.zh}为其 ${times.zh}`,
        };
  }
  if (designed) {
    return {
      en: `${change.en} ${up ? 'raised' : 'lowered'} ${the.en} by ${size.en}`,
      zh: `${change.zh}使${the.zh}${up ? '提高' : '降低'} ${size.zh}`,
    };
  }
  const article = meaning.quantity === 'index' ? 'an ' : outcome.en.startsWith('probability') ? 'a ' : '';
  return {
    en: `${change.en} is associated with ${article}${outcome.en} ${up ? 'higher' : 'lower'} by ${size.en}`,
    zh: `${change.zh}，对应的${outcome.zh}${up ? '高' : '低'} ${size.zh}`,
  };
}

function undecided(meaning: Meaning, change: Both, { factor }: Amount): Both {
  const the = theOutcome(meaning);
  const nothing = factor ? { en: 'a ratio of one', zh: '比值 1' } : { en: 'zero', zh: '零' };
  return isDesigned(meaning)
    ? {
        en: `the effect of ${change.en} on ${the.en} is not distinguishable from ${nothing.en}`,
        zh: `${change.zh}对${the.zh}的效应与${nothing.zh}无法区分`,
      }
    : {
        en: `for ${change.en}, the difference in ${the.en} is not distinguishable from ${nothing.en}`,
        zh: `${change.zh}时，${the.zh}的差异与${nothing.zh}无法区分`,
      };
}

function spanWords(amount: Amount, confLevel: number): Both {
  const { low, high, unit } = amount;
  if (Number.isNaN(low) || Number.isNaN(high)) return { en: '', zh: '' };
  const d = decimalsFor(amount);
  const level = levelText(confLevel);
  return {
    en: `: ${level} % interval from ${numberText(low, d)} to ${numberText(high, d)}${unit.en}`,
    zh: `：${level} % 置信区间为 ${numberText(low, d)} 至 ${numberText(high, d)}${unit.zh}`,
  };
}

function intervalWords(amount: Amount, confLevel: number, pValue: number): Both {
  const { low, high, unit } = amount;
  const test = pText(pValue);
  if (Number.isNaN(low) || Number.isNaN(high)) return { en: test || 'no interval', zh: test || '无区间' };
  const d = decimalsFor(amount);
  const level = levelText(confLevel);
  const [from, to] = [numberText(low, d), numberText(high, d)];
  return {
    en: `${level} % interval from ${from} to ${to}${unit.en}${test && `, ${test}`}`,
    zh: `${level} % 置信区间 ${from} 至 ${to}${unit.zh}${test && `，${test}`}`,
  };
}

/** The same amount on another scale: `; 23.0 log points, from 10.1 to 35.9`. */
function alsoWords(amount: Amount): Both {
  const d = decimalsFor(amount);
  const { en, zh } = amountText(amount);
  if (Number.isNaN(amount.low) || Number.isNaN(amount.high)) return { en: `; ${en}`, zh: `；${zh}` };
  const [from, to] = [numberText(amount.low, d), numberText(amount.high, d)];
  return { en: `; ${en}, from ${from} to ${to}`, zh: `；${zh}，${from} 至 ${to}` };
}

function amountText(amount: Amount): Both {
  const text = factorText(amount);
  return { en: `${text}${amount.unit.en}`, zh: `${text}${amount.unit.zh}` };
}

function factorText(amount: Amount): string {
  return numberText(amount.value, decimalsFor(amount));
}

/** `; that is 16 % of the overall mean, 59.8 %`: the size of the difference over the mean outcome of all rows, those of the reference and the others. */
function relativeWords({ quantity, outcome, change, place }: Meaning, estimate: number): Both {
  if (quantity !== 'difference' || change.kind === 'log' || place.combined || !hasRelative(outcome))
    return { en: '', zh: '' };
  const mean = outcome.mean!;
  const share = outcome.kind === 'event' || outcome.kind === 'share';
  const unit = outcome.kind === 'amount' ? outcome.unit : { en: '%' };
  const shown = meanText(share ? 100 * mean : mean);
  const ratio = Math.abs((100 * estimate) / mean);
  const relative = numberText(ratio, Math.abs(ratio) < 10 ? 1 : 0);
  return {
    en: `; that is ${relative} % of the overall mean, ${shown}${unit === undefined ? '' : ` ${unit.en}`}`,
    zh: `；相当于总体均值（${shown}${unit === undefined ? '' : ` ${unit.zh ?? unit.en}`}）的 ${relative} %`,
  };
}

function cautionOf({ quantity, change, outcome, link, place }: Meaning): Both {
  const parts: Both[] = [];
  if (quantity === 'odds_ratio')
    parts.push({ en: 'an odds ratio is no ratio of probabilities', zh: '发生比之比并非概率之比' });
  if (quantity === 'index') {
    parts.push({
      en: `the ${link} index is no probability: read the marginal effect`,
      zh: `${link} 指数不是概率，应看边际效应`,
    });
  }
  if (quantity === 'ratio' && outcome.kind === 'event') {
    parts.push({ en: 'relative to the probability, not in percentage points', zh: '为相对变化，并非百分点' });
  }
  if (change.kind === 'treatment') parts.push(...designWords(place));
  return { en: parts.map(({ en }) => `; ${en}`).join(''), zh: parts.map(({ zh }) => `；${zh}`).join('') };
}

/** Whom a declared treatment is compared with, and what that rests on. */
function designWords({ fixedEffects, across }: Meaning['place']): Both[] {
  const given = {
    en: fixedEffects.length === 0 ? '' : `, with fixed effects of ${fixedEffects.map(({ en }) => en).join(' and ')}`,
    zh: fixedEffects.length === 0 ? '' : `，含${fixedEffects.map(({ en, zh = en }) => zh).join('、')}固定效应`,
  };
  if (across !== undefined) {
    const { en, zh = en } = across;
    return [
      {
        en: `compared with those not or not yet under it${given.en}${fixedEffects.length === 0 ? ', with no fixed effects' : ' and none'} of the adopting “${en}”: what sets these apart for other reasons is counted too`,
        zh: `以从未或尚未实施者为对照${given.zh}，但无实施单位“${zh}”的固定效应：这些单位因其他原因的差异也计入其中`,
      },
    ];
  }
  return [
    {
      en: `compared with those not or not yet under it${given.en}, if the assumptions of the declared design hold`,
      zh: `以从未或尚未实施者为对照${given.zh}，前提是所声明设计的假设成立`,
    },
  ];
}

function p({ pValue }: Estimate, before: string): string {
  const text = pText(pValue);
  return text && `${before}${text}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
