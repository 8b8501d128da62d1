/** Over which rows, at which values and for whom a number holds. */
import type { Text } from '../../results/text.ts';
import { both } from './change-words.ts';
import type { Place } from './meaning.ts';
import { numberText } from './numbers.ts';

type Both = Required<Text>;

/** The clauses after the number, each with its comma before it. */
export function placeWords(place: Place): Both {
  const clauses = [whom(place), where(place), whole(place), fineprint(place)].flatMap((clause) => clause ?? []);
  return { en: clauses.map(({ en }) => `, ${en}`).join(''), zh: clauses.map(({ zh }) => `，${zh}`).join('') };
}

function whom({ among, where: condition }: Place): Both | undefined {
  if (among !== undefined) return { en: `among ${among.en}`, zh: `限于${among.zh ?? among.en}` };
  if (condition === undefined) return undefined;
  return { en: `where ${condition}`, zh: `限于 ${condition} 者` };
}

function where(place: Place): Both {
  const { at, group } = place;
  const rows = rowsOf(place);
  switch (at) {
    case 'terms': {
      const held =
        group === undefined
          ? { en: 'all other terms held constant', zh: '其他解释变量不变' }
          : {
              en: `all other terms and the effect of the same “${group.en}” held constant`,
              zh: `其他解释变量及同一“${both(group).zh}”的效应不变`,
            };
      return rows === undefined ? held : { en: `${held.en} (${rows.en})`, zh: `${held.zh}（${rows.zh}）` };
    }
    case 'means':
      return rows === undefined
        ? { en: 'with all covariates at their means', zh: '各协变量取均值' }
        : { en: `with all covariates at their means over ${rows.en}`, zh: `各协变量取${spaced(rows.zh)}的均值` };
    default: {
      const set = at === 'set' ? { en: ', some variables set', zh: '，部分变量取定值' } : { en: '', zh: '' };
      return {
        en: `averaged over ${rows?.en ?? `the ${place.row.en}`}${set.en}`,
        zh: `对${rows === undefined ? '各观测' : spaced(rows.zh)}取平均${set.zh}`,
      };
    }
  }
}

/** A space before a number, and none before a word. */
function spaced(zh: string): string {
  return /^\d/.test(zh) ? ` ${zh}` : zh;
}

/** `663 rows of the 1,165 in the sample`. */
function rowsOf({ rows, of, row }: Place): Both | undefined {
  if (rows === undefined) return undefined;
  const { en, zh } = both(row);
  const count = numberText(rows, 0);
  if (of === undefined || of <= rows) return { en: `${count} ${en}`, zh: `${count} ${zh}` };
  const all = numberText(of, 0);
  return { en: `${count} ${en} of the ${all} in the sample`, zh: `样本 ${all} ${zh}中的 ${count} ${zh}` };
}

function whole({ combined, margin }: Place): Both | undefined {
  if (margin === 'extensive') {
    return { en: 'the part through whether there is any (extensive margin)', zh: '其中经由是否发生的部分（广延边际）' };
  }
  if (margin === 'intensive') {
    return { en: 'the part through how much there is (intensive margin)', zh: '其中经由数额大小的部分（集约边际）' };
  }
  return combined ? { en: 'everybody counted, those with zero too', zh: '包括取值为零者在内的全体' } : undefined;
}

function fineprint({ derivative }: Place): Both | undefined {
  if (!derivative) return undefined;
  return { en: 'as a derivative, not as the full change', zh: '按导数计算，并非完整变化之差' };
}
