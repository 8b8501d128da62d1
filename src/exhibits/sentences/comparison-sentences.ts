/** Sentences of what is made of several fits: indirect effects and differences between groups. */
import type { Estimate } from '../../results/estimates.ts';
import type { BootstrapSummary, MediationKind } from '../../results/mediation.ts';
import type { Text } from '../../results/text.ts';
import { type Amount, amountsOf } from './amounts.ts';
import { both, changeWords, theOutcome } from './change-words.ts';
import { isDesigned, type Meaning } from './meaning.ts';
import { decimalsFor, levelText, numberText, pText } from './numbers.ts';
import { placeWords } from './place-words.ts';

type Both = Required<Text>;

export interface Indirect {
  readonly kind: MediationKind;
  readonly mediator?: Text;
  readonly estimate: Estimate;
  readonly bootstrap?: BootstrapSummary;
  /** the total effect on the same scale, beside which the part is set */
  readonly total?: Estimate;
}

/** How much of an effect runs through a mediator; indirect effects are associations, whatever the treatment is. */
export function indirectSentence(meaning: Meaning, indirect: Indirect, confLevel: number): Both {
  const { kind, bootstrap, estimate, total } = indirect;
  const interval = bootstrap?.intervals[0];
  const numbers = interval === undefined ? estimate : { ...estimate, confLow: interval.low, confHigh: interval.high };
  const what = subjectOf(meaning, indirect);
  const share = kind.startsWith('share');
  const amount = share ? shareOf(numbers) : amountsOfLinear(meaning, numbers);
  const method = methodOf(kind, interval?.method);
  const beside = share || total === undefined || kind === 'total' ? { en: '', zh: '' } : besideTotal(meaning, total);
  const place = placeWords(meaning.place);
  const caution = share
    ? { en: '; shares of several mediators overlap and cannot be added', zh: '；多个中介变量的比例相互重叠，不可相加' }
    : { en: '', zh: '' };
  const tail = { en: `${place.en}${beside.en}${caution.en}`, zh: `${place.zh}${beside.zh}${caution.zh}` };
  return verdict({
    what,
    amount,
    pValue: interval === undefined ? estimate.pValue : Number.NaN,
    confLevel,
    method,
    tail,
  });
}

export interface GroupDifference {
  /** the later group and the one it is compared with */
  readonly groups: readonly [Text, Text];
  readonly estimate: Estimate;
}

/** How an effect differs between two groups: later minus earlier. */
export function differenceSentence(meaning: Meaning, { groups, estimate }: GroupDifference, confLevel: number): Both {
  const [later, earlier] = groups.map(both) as [Both, Both];
  const change = changeWords(meaning.change);
  const the = theOutcome(meaning);
  const noun = nounOf(meaning);
  const what = {
    en: `the difference in the ${noun.en} of ${change.en} ${noun.with} ${the.en} between “${later.en}” and “${earlier.en}” (the former minus the latter)`,
    zh: `${change.zh}对${the.zh}的${noun.zh}在“${later.zh}”与“${earlier.zh}”之间的差（前者减后者）`,
  };
  const amount = amountsOfLinear(meaning, estimate);
  return verdict({
    what,
    amount,
    pValue: estimate.pValue,
    confLevel,
    method: { en: '', zh: '' },
    tail: placeWords(meaning.place),
  });
}

interface Verdict {
  readonly what: Both;
  readonly amount: Amount;
  readonly pValue: number;
  readonly confLevel: number;
  readonly method: Both;
  readonly tail: Both;
}

function verdict({ what, amount, pValue, confLevel, method, tail }: Verdict): Both {
  const { value, low, high, unit } = amount;
  const start = { en: what.en.charAt(0).toUpperCase() + what.en.slice(1), zh: what.zh };
  if (Number.isNaN(value)) return { en: `${start.en}: not estimated.`, zh: `${start.zh}：未能估计。` };
  const d = decimalsFor(amount);
  const text = numberText(value, d);
  const level = levelText(confLevel);
  const test = pText(pValue);
  const known = !Number.isNaN(low) && !Number.isNaN(high);
  const open = known ? low > 0 || high < 0 : pValue < 1 - confLevel;
  const span = {
    en: known ? `${level} % interval from ${numberText(low, d)} to ${numberText(high, d)}${unit.en}` : '',
    zh: known ? `${level} % 置信区间 ${numberText(low, d)} 至 ${numberText(high, d)}${unit.zh}` : '',
  };
  const join = (parts: readonly string[], mark: string) => parts.filter((part) => part !== '').join(mark);
  if (open) {
    const inside = { en: join([span.en, test, method.en], ', '), zh: join([span.zh, test, method.zh], '，') };
    return {
      en: `${start.en} is ${text}${unit.en} (${inside.en})${tail.en}.`,
      zh: `${start.zh}为 ${text}${unit.zh}（${inside.zh}）${tail.zh}。`,
    };
  }
  const inside = {
    en: join([`estimate ${text}${unit.en}`, test, method.en], ', '),
    zh: join([`估计值 ${text}${unit.zh}`, test, method.zh], '，'),
  };
  return {
    en: `${start.en} is not distinguishable from zero${span.en && `: ${span.en}`} (${inside.en})${tail.en}.`,
    zh: `${start.zh}与零无法区分${span.zh && `：${span.zh}`}（${inside.zh}）${tail.zh}。`,
  };
}

/** On a scale on which amounts add up: percentage points, log odds, the index, log points. */
function amountsOfLinear(meaning: Meaning, numbers: Estimate): Amount {
  const amounts = amountsOf(meaning, numbers);
  return amounts.find(({ factor, unit }) => !factor && unit.en !== ' %') ?? amounts[0];
}

function shareOf({ estimate, confLow, confHigh }: Estimate): Amount {
  return { value: 100 * estimate, low: 100 * confLow, high: 100 * confHigh, unit: { en: ' %', zh: ' %' }, least: 1 };
}

function nounOf(meaning: Meaning): { readonly en: string; readonly zh: string; readonly with: string } {
  return isDesigned(meaning)
    ? { en: 'effect', zh: '效应', with: 'on' }
    : { en: 'association', zh: '关联', with: 'with' };
}

function subjectOf(meaning: Meaning, { kind, mediator }: Indirect): Both {
  const change = changeWords(meaning.change);
  const the = theOutcome(meaning);
  const noun = nounOf(meaning);
  const through = mediator === undefined ? { en: 'the mediators', zh: '各中介变量' } : quoted(mediator);
  const of = { en: `${change.en} ${noun.with} ${the.en}`, zh: `${change.zh}对${the.zh}` };
  switch (kind) {
    case 'total':
      return { en: `the total ${noun.en} of ${of.en}`, zh: `${of.zh}的总${noun.zh}` };
    case 'direct':
      return {
        en: `the ${noun.en} of ${of.en} not through ${through.en}`,
        zh: `${of.zh}中不经由${through.zh}的${noun.zh}`,
      };
    case 'share_product':
    case 'share_difference':
      return {
        en: `the share of the total ${noun.en} of ${of.en} that runs through ${through.en}`,
        zh: `${of.zh}的总${noun.zh}中经由${through.zh}的比例`,
      };
    default:
      return {
        en: `the indirect association of ${change.en} with ${the.en} through ${through.en}`,
        zh: `${of.zh}经由${through.zh}的间接关联`,
      };
  }
}

function quoted(text: Text): Both {
  const { en, zh } = both(text);
  return { en: `“${en}”`, zh: `“${zh}”` };
}

const METHODS = { percentile: 'percentile', bias_corrected: 'bias-corrected', bca: 'BCa' } as const;

function methodOf(kind: MediationKind, bootstrap: keyof typeof METHODS | undefined): Both {
  const parts: Both[] = [];
  if (kind === 'product' || kind === 'share_product') parts.push({ en: 'product of coefficients', zh: '系数乘积法' });
  if (kind === 'difference' || kind === 'share_difference')
    parts.push({ en: 'difference of effects', zh: '系数差异法' });
  parts.push(
    bootstrap === undefined
      ? { en: 'delta method', zh: 'delta 法' }
      : { en: `${METHODS[bootstrap]} bootstrap`, zh: `${METHODS[bootstrap]} 自助法` },
  );
  return { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') };
}

function besideTotal(meaning: Meaning, total: Estimate): Both {
  if (Number.isNaN(total.estimate)) return { en: '', zh: '' };
  const amount = amountsOfLinear(meaning, total);
  const text = numberText(amount.value, decimalsFor(amount));
  return { en: `; the total is ${text}${amount.unit.en}`, zh: `；总量为 ${text}${amount.unit.zh}` };
}
