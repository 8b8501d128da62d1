/** Covariances against R 4.2 with sandwich 3.0 and clubSandwich 0.5, run on the rows of toyData(). */
import { describe, expect, it } from 'vitest';
import type { WeightKind } from '../../../src/analysis/design/design.ts';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { cr2Vcov } from '../../../src/analysis/vcov/cr2-vcov.ts';
import { jackknifeVcov } from '../../../src/analysis/vcov/jackknife-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { hcVcov, robustVcov } from '../../../src/analysis/vcov/robust-vcov.ts';
import type { Vcov } from '../../../src/analysis/vcov/vcov.ts';
import { type ToyFamily, toyData, toyFit } from './toy-fit.ts';

const terms = ['age', 'income', 'region'].map(variableTerm);
const fitOf = (family: ToyFamily, outcome: string, weights?: { kind: WeightKind; variable: string }) =>
  toyFit(toyData(), [{ name: 'y', family, outcome, terms, ...(weights && { weights }) }]);
const stdErrors = ({ matrix }: Vcov) => matrix.diagonal().map(Math.sqrt);

function expectNear(values: ArrayLike<number>, reference: readonly number[], digits = 1e-9) {
  expect(values.length).toBeGreaterThanOrEqual(reference.length);
  reference.forEach((wanted, j) => {
    expect(Math.abs(values[j]! / wanted - 1)).toBeLessThan(digits);
  });
}

describe('least squares, lm(amount ~ age + income + region)', () => {
  const fit = fitOf('ols', 'amount');
  const cases: Record<string, readonly [() => Vcov, readonly number[]]> = {
    'vcov(lm)': [
      () => modelVcov({ preset: 'stata' }).compute(fit),
      [1.22913268977286, 0.0291632545301587, 0.342446571887073, 0.691758097163865, 0.670740137588787],
    ],
    HC0: [
      () => hcVcov('hc0', { preset: 'sandwich' }).compute(fit),
      [0.995312177156337, 0.0224463575502305, 0.323625999908786, 0.704025802256844, 0.659838540013863],
    ],
    HC1: [
      () => hcVcov('hc1', { preset: 'sandwich' }).compute(fit),
      [1.02416778094454, 0.0230971113688046, 0.333008406598119, 0.72443657394521, 0.678968256209257],
    ],
    'regress, vce(robust) = HC1': [
      () => robustVcov({ preset: 'stata' }).compute(fit),
      [1.02416778094454, 0.0230971113688046, 0.333008406598119, 0.72443657394521, 0.678968256209257],
    ],
    HC2: [
      () => hcVcov('hc2', { preset: 'sandwich' }).compute(fit),
      [1.02991952507675, 0.0232182973284665, 0.334517808507008, 0.722253130529635, 0.67731258626652],
    ],
    HC3: [
      () => hcVcov('hc3', { preset: 'sandwich' }).compute(fit),
      [1.06587840288627, 0.0240197873477414, 0.345836820646487, 0.741047105643876, 0.695372225111828],
    ],
    'vcovCL(lm, ~village)': [
      () => clusterVcov({ by: ['village'], preset: 'sandwich' }).compute(fit),
      [0.92522307858946, 0.0241220804788885, 0.374907580292095, 0.73733103873245, 0.572777671888819],
    ],
    'without factor': [
      () => clusterVcov({ by: ['village'], preset: 'none' }).compute(fit),
      [0.873532977466819, 0.0227744349130828, 0.353962349692694, 0.696138036920336, 0.540777891008015],
    ],
    'G/(G-1)': [
      () => clusterVcov({ by: ['village'], preset: 'stata', factor: 'g' }).compute(fit),
      [0.904192534049448, 0.0235737797505037, 0.366385840240234, 0.720571325740381, 0.559758296757637],
    ],
    'vcovCL(lm, ~village + year)': [
      () => clusterVcov({ by: ['village', 'year'], preset: 'sandwich' }).compute(fit),
      [1.16054811566412, 0.02344679305502, 0.446730026841707, 0.464684343534443, 0.368205261211442],
    ],
    'two-way, smaller G (from three one-way HC0)': [
      () => clusterVcov({ by: ['village', 'year'], preset: 'stata' }).compute(fit),
      [1.11662887504023, 0.0228803044832022, 0.443548727250587, 0.4316184110072, 0.273503880456672],
    ],
    'vcovCR(lm, village, CR2)': [
      () => cr2Vcov({ by: 'village' }).compute(fit),
      [0.936364523773143, 0.0242857429550079, 0.373721361579576, 0.735324412224206, 0.574503367306884],
    ],
    'leave one out, around the estimate': [
      () => jackknifeVcov({ by: 'village', centre: 'estimate' }).compute(fit),
      [0.972333056360984, 0.0250903840243109, 0.381942367880373, 0.751948914541541, 0.590957054725107],
    ],
    'leave one out, around the mean': [
      () => jackknifeVcov({ by: 'village', centre: 'mean' }).compute(fit),
      [0.972332485316915, 0.0250898040149328, 0.381814824816399, 0.751937290813496, 0.590951706388892],
    ],
  };

  it.each(Object.entries(cases))('%s', (_, [compute, reference]) => {
    expectNear(stdErrors(compute()), reference);
  });

  it('has the Satterthwaite degrees of freedom of clubSandwich', () => {
    const { coefDf } = cr2Vcov({ by: 'village' }).compute(fit);
    expectNear(coefDf!, [11.4747053380608, 11.699914224802, 11.1415503358446, 12.3908073334312, 12.9267658581171]);
  });

  it('takes the pseudo-inverse where a cluster determines its own dummy', () => {
    const dummies = toyFit(toyData(), [
      { name: 'y', family: 'ols', outcome: 'amount', terms: [variableTerm('age'), factorTerm('village')] },
    ]);
    const { matrix, coefDf } = cr2Vcov({ by: 'village' }).compute(dummies);
    expectNear(matrix.diagonal().map(Math.sqrt), [1.13851975176212, 0.0283853272268388], 1e-8);
    expectNear(coefDf!, [11.9257464182593, 11.9257464182593], 1e-7);
  });
});

describe('weighted least squares, lm(..., weights = pw)', () => {
  it.each(['analytic', 'probability'] as const)('%s weights: HC3 and clusters', (kind) => {
    const fit = fitOf('ols', 'amount', { kind, variable: 'pw' });
    expectNear(
      stdErrors(hcVcov('hc3', { preset: 'sandwich' }).compute(fit)),
      [1.32526005628409, 0.0281179386436363, 0.434900976904527, 0.906104028175034, 0.80363404326177],
    );
    expectNear(
      stdErrors(clusterVcov({ by: ['village'], preset: 'stata' }).compute(fit)),
      [1.18387700345786, 0.0271218023212958, 0.48098333091148, 0.812685620994732, 0.738504383357925],
    );
  });

  it('analytic weights: model covariance', () => {
    const fit = fitOf('ols', 'amount', { kind: 'analytic', variable: 'pw' });
    const reference = [1.33614513909262, 0.0319263872974003, 0.354593972856598, 0.728550655791727, 0.693611146577188];
    expectNear(stdErrors(modelVcov({ preset: 'stata' }).compute(fit)), reference);
  });
});

// glm() stops on the deviance, which leaves its working weights good to about 1e-8
const GLM_DIGITS = 1e-8;

describe('probit, glm(any ~ ..., binomial(probit)): expected bread', () => {
  const fit = fitOf('probit', 'any');

  it.each([
    ['hc0', [0.631514243528782, 0.0148365572239892, 0.180217093060669, 0.330559384875566, 0.330888050730324]],
    ['hc1', [0.649822795575169, 0.0152666914338002, 0.185441858870403, 0.340142800870426, 0.34048099524488]],
    ['hc2', [0.65435529177404, 0.0153593915009276, 0.186564787164413, 0.340191708309776, 0.340467188410561]],
    ['hc3', [0.678102195986765, 0.0159026243764578, 0.193161462243185, 0.350153699131994, 0.350379093757594]],
  ] as const)('vcovHC %s', (kind, reference) => {
    expectNear(stdErrors(hcVcov(kind, { preset: 'sandwich' }).compute(fit)), reference, GLM_DIGITS);
  });

  it('vcov(glm), sandwich(glm), vcovCL(glm)', () => {
    expectNear(
      stdErrors(modelVcov({ preset: 'sandwich' }).compute(fit)),
      [0.616844224284101, 0.0147199863428924, 0.174565974766712, 0.343983911542177, 0.335129870030815],
      GLM_DIGITS,
    );
    expectNear(
      stdErrors(robustVcov({ preset: 'sandwich' }).compute(fit)),
      [0.631514243528782, 0.0148365572239892, 0.180217093060669, 0.330559384875566, 0.330888050730324],
      GLM_DIGITS,
    );
    expectNear(
      stdErrors(clusterVcov({ by: ['village'], preset: 'sandwich' }).compute(fit)),
      [0.388886026897851, 0.00877618584928167, 0.13214033394795, 0.347689719600382, 0.399059544725765],
      GLM_DIGITS,
    );
  });
});
