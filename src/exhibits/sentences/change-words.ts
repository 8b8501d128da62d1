/** What changes and what is explained, as phrases of a sentence. */
import type { Text } from '../../results/text.ts';
import type { Change, Meaning, Outcome } from './meaning.ts';

type Both = Required<Text>;

export function both({ en, zh = en }: Text): Both {
  return { en, zh };
}

/** A noun phrase: `“Rural” rather than “Urban” (Area)`, `one unit more of “Age” (years)`. */
export function changeWords(change: Change): Both {
  switch (change.kind) {
    case 'level': {
      const [variable, level, reference] = [both(change.variable), both(change.level), both(change.reference)];
      return {
        en: `“${level.en}” rather than “${reference.en}” (${variable.en})`,
        zh: `“${variable.zh}”为“${level.zh}”而非“${reference.zh}”`,
      };
    }
    case 'treatment': {
      const variable = both(change.variable);
      if (change.level === undefined || change.reference === undefined) return variable;
      const [level, reference] = [both(change.level), both(change.reference)];
      return {
        en: `“${variable.en}” at ${level.en} rather than ${reference.en}`,
        zh: `“${variable.zh}”为 ${level.zh}（相对于 ${reference.zh}）`,
      };
    }
    case 'binary': {
      const { en, zh } = both(change.variable);
      return { en: `“${en}” at 1 rather than 0`, zh: `“${zh}”为 1 而非 0` };
    }
    case 'log': {
      const { en, zh } = both(change.of);
      return { en: `10 % more of “${en}”`, zh: `“${zh}”高 10 %` };
    }
    case 'column': {
      const { en, zh } = both(change.column);
      return {
        en: `one unit more of the column “${en}” alone, the other columns of its variables held as they are`,
        zh: `仅“${zh}”一列增加一个单位（其变量的其他列保持不变）`,
      };
    }
    case 'unit': {
      const { en, zh } = both(change.variable);
      const unit = change.unit === undefined ? { en: '', zh: '' } : both(change.unit);
      return {
        en: `one unit more of “${en}”${unit.en && ` (unit: ${unit.en})`}`,
        zh: `“${zh}”每增加一个单位${unit.zh && `（单位：${unit.zh}）`}`,
      };
    }
  }
}

/** What is larger or smaller, without an article in English: `probability of being insured`, `“Income”`. */
export function outcomeWords({ quantity, outcome }: Pick<Meaning, 'quantity' | 'outcome'>): Both {
  const { kind } = outcome;
  const { en, zh } = both(outcome.name);
  if (quantity === 'odds_ratio') {
    if (kind === 'event') return { en: `odds of ${en}`, zh: `${zh}的发生比` };
    return { en: `ratio of “${en}” to its complement`, zh: `“${zh}”与其余部分之比` };
  }
  if (quantity === 'index') return { en: `index of ${kind === 'event' ? en : `“${en}”`}`, zh: `${zh}的指数` };
  if (kind === 'event') return { en: `probability of ${en}`, zh: `${zh}的概率` };
  if (kind === 'log' && quantity === 'ratio') return { en: `mean logarithm of “${en}”`, zh: `“${zh}”对数的均值` };
  if (kind === 'log') return { en: `“${en}” (its geometric mean)`, zh: `“${zh}”（几何均值）` };
  return { en: `“${en}”`, zh: `“${zh}”` };
}

/** The definite form for the middle of a sentence: `the probability of being insured`. */
export function theOutcome(meaning: Pick<Meaning, 'quantity' | 'outcome'>): Both {
  const { en, zh } = outcomeWords(meaning);
  return { en: en.startsWith('“') ? en : `the ${en}`, zh };
}

/** The event of a 0/1 column that nobody gave a name. */
export function unnamedEvent(label: Text): Both {
  const { en, zh } = both(label);
  return { en: `“${en}” = 1`, zh: `“${zh}”= 1` };
}

/** Whether an outcome has a mean that a difference may be set against. */
export function hasRelative({ kind, mean }: Outcome): boolean {
  return ['event', 'share', 'percent', 'amount'].includes(kind) && mean !== undefined && mean > 0;
}
