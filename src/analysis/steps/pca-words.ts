/** Principal components in words: what the step does, how the composite was made, and what to know of it. */
import type { PrincipalComponents } from '../../numerics/pca.ts';
import type { ComponentAnalysis } from '../../results/components.ts';
import { en, type Text, zh } from '../../results/text.ts';
import type { PcaComposite } from './pca.ts';

/** An eigenvalue this near to its neighbour (relative to the largest) leaves the vector undetermined. */
const DEGENERATE = 1e-8;
/** A residual of the decomposition above this is worth a notice. */
const INACCURATE = 1e-10;

const MATRIX_ZH = { correlation: '相关', covariance: '协方差' } as const;

/** What the step does, in a sentence without data. */
export function pcaWords(options: PcaComposite): Text {
  const { name, of, matrix, components } = options;
  const several =
    components === 'first' || components === 1 ? 1 : typeof components === 'number' ? components : undefined;
  const definition = compositeDefinition(options, several);
  return {
    en: en`${name} by principal components of the ${matrix} matrix of ${of.join(', ')}: ${definition}`,
    zh: zh`${name}：${of.join('、')} 的${MATRIX_ZH[matrix]}矩阵主成分，${definition}`,
  };
}

/** What the flow says of an analysis: its numbers, and when not to trust them. */
export function pcaNotices(
  { items, matrix, rows, excluded, components, composite, residual }: ComponentAnalysis,
  { gaps, orthogonality }: PrincipalComponents,
): Text[] {
  const [first] = components;
  const { name, definition } = composite;
  const eigenvalues = components.map(({ eigenvalue }) => eigenvalue.toFixed(3)).join(', ');
  const share = `${(100 * first!.share).toFixed(1)} %`;
  const loadings = items.map((item) => `${item} ${first!.loadings[item]!.toFixed(3)}`).join(', ');
  const said: Text[] = [
    {
      en: `${name}: ${matrix} matrix of ${items.length} items in ${rows} rows (${excluded} lack an item); eigenvalues ${eigenvalues}; the first holds ${share} of the variance`,
      zh: `${name}：${rows}行、${items.length}个条目的${MATRIX_ZH[matrix]}矩阵（${excluded}行缺少某一条目）；特征值 ${eigenvalues}；第一主成分占方差的 ${share}`,
    },
    {
      en: en`${name}: ${definition}; loadings on the first ${loadings}`,
      zh: zh`${name}：${definition}；第一主成分的载荷 ${loadings}`,
    },
  ];
  const unclear = Array.from(gaps.subarray(0, composite.components)).some((gap) => gap < DEGENERATE);
  if (unclear && composite.components < items.length) {
    said.push({
      en: `${name}: eigenvalues tie, so that the components in it are not determined`,
      zh: `${name}：特征值相等，其中的主成分无法确定`,
    });
  }
  const error = Math.max(residual, orthogonality);
  if (error > INACCURATE) {
    const accuracy = error.toExponential(0);
    said.push({
      en: `${name}: the decomposition is accurate to ${accuracy} only`,
      zh: `${name}：分解的精度仅为 ${accuracy}`,
    });
  }
  return said;
}

/** How the composite was made, once the number of components is known. */
export function compositeDefinition(
  { scale, weights, sign, components }: PcaComposite,
  count: number | undefined,
): Text {
  const several = count !== 1;
  const [which, whichZh] =
    count === undefined
      ? [components === 'all' ? 'all components' : 'the components', components === 'all' ? '全部主成分' : '主成分']
      : several
        ? [`components 1 to ${count}`, `第 1 至第 ${count} 主成分`]
        : ['the first component', '第一主成分'];
  const rule = components === 'retained' ? ' (eigenvalue above the mean)' : '';
  const ruleZh = components === 'retained' ? '（特征值高于均值）' : '';
  const by = !several ? '' : weights === 'variance_share' ? ' weighted by their shares of variance' : ' added up';
  const byZh = !several ? '' : weights === 'variance_share' ? '按方差贡献率加权' : '相加';
  const how = {
    scores: ['scores as they come', '原始得分'],
    standardised: ['divided by its standard deviation', '除以标准差'],
    indicators: ['as weights on the raw items that add up to one', '化为和为一的指标权重后作用于原始指标'],
  }[scale];
  const turned =
    sign === 'largest'
      ? ['largest loading positive', '最大载荷为正']
      : ['loadings add up to a positive number', '载荷之和为正'];
  return {
    en: `${which}${rule}${by}, ${how[0]}, ${turned[0]}`,
    zh: `${whichZh}${ruleZh}${byZh}，${how[1]}，${turned[1]}`,
  };
}
