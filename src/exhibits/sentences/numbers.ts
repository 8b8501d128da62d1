/** Numbers of a sentence: as many decimals as the interval is wide enough to deserve. */
import { formatFixed } from '../../numerics/decimal.ts';

const MOST = 6;

interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly least?: number;
}

/** Decimals that show the half width of an interval with two digits; three digits of the value where there is no interval. */
export function decimalsFor({ value, low, high, least = 0 }: Measured): number {
  const half = (high - low) / 2;
  const [size, digits] = Number.isFinite(half) && half > 0 ? [half, 2] : [Math.abs(value), 3];
  if (!Number.isFinite(size) || size === 0) return 2;
  return Math.min(MOST, Math.max(least, digits - 1 - Math.floor(Math.log10(size))));
}

/** With a comma between thousands: 7,600. */
export function numberText(x: number, decimals: number): string {
  const [whole = '', rest] = formatFixed(x, decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** Three digits, at most six decimals: the mean of an outcome. */
export function meanText(x: number): string {
  return numberText(x, decimalsFor({ value: x, low: Number.NaN, high: Number.NaN }));
}

/** `p = 0.012`, `p < 0.001`; empty where there is none. */
export function pText(p: number): string {
  if (Number.isNaN(p)) return '';
  if (p < 0.001) return 'p < 0.001';
  return p > 0.9995 ? 'p > 0.999' : `p = ${formatFixed(p, 3)}`;
}

/** A confidence level in per cent: 95. */
export function levelText(level: number): string {
  return String(Number((100 * level).toPrecision(6)));
}
