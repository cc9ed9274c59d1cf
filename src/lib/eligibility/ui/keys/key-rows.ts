import { formatNumber } from '#lib/i18n/numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Fraction } from '#lib/statutes/fraction.ts';
import type { Locale } from '../sentence-words.ts';
import type { ShownKey } from './key-words.ts';

/** Digits after the decimal point where a fraction is also given as a decimal, for reading only. */
const DIGITS = 3n;

/** `3.500 ÷ 3 = 1.166,666…`: the exact fraction decides, the digits help the eye. They are cut off, not rounded. */
export function weightText({ numerator, denominator }: Fraction, locale: Locale): string {
  if (denominator === 0n) return m.key_weight_first({}, { locale });
  const exact = `${formatNumber(numerator, locale)} ÷ ${formatNumber(denominator, locale)}`;
  return `${exact} = ${decimal({ numerator, denominator }, locale)}`;
}

function decimal({ numerator, denominator }: Fraction, locale: Locale): string {
  const whole = formatNumber(numerator / denominator, locale);
  const rest = (numerator % denominator) * 10n ** DIGITS;
  if (rest === 0n) return whole;
  const digits = `${rest / denominator}`.padStart(Number(DIGITS), '0');
  const point = new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal');
  return `${whole}${point?.value ?? '.'}${digits}${rest % denominator === 0n ? '' : '…'}`;
}

export function resultRows(key: ShownKey) {
  return key.units.map(({ name, votes }, unit) => ({
    name,
    members: votes,
    seats: key.distribution.seats[unit] ?? 0,
  }));
}

/** Hare-Niemeyer only. */
export function quotaRows(key: ShownKey, locale: Locale) {
  return key.distribution.quotas.map(({ unit, quota, whole }) => ({
    name: key.units[unit]?.name ?? '',
    quota: weightText(quota, locale),
    whole,
    remainder: `${formatNumber(quota.numerator % quota.denominator, locale)} ÷ ${formatNumber(quota.denominator, locale)}`,
  }));
}

/** Every round, the lot at the end. */
export function roundRows(key: ShownKey, locale: Locale) {
  const { rounds, lot } = key.distribution;
  const byWeight = rounds.map(({ unit, weight }) => ({ unit, weight: weightText(weight, locale) }));
  const byLot = (lot ?? []).map((unit) => ({ unit, weight: m.key_weight_lot({}, { locale }) }));
  return [...byWeight, ...byLot].map(({ unit, weight }, index) => ({
    round: index + 1,
    name: key.units[unit]?.name ?? '',
    weight,
  }));
}
