import type { Option } from './options.ts';

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');

/** The options that hold every typed word, those that begin with the typing first; accents and case do not matter. */
export function matching(options: readonly Option[], typed: string): readonly Option[] {
  const whole = plain(typed).trim();
  if (!whole) return options;
  const words = whole.split(/\s+/);
  const found = options.filter((option) => {
    const text = plain(`${option.label} ${option.hint ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const first = found.filter((option) => plain(option.label).startsWith(whole));
  return [...first, ...found.filter((option) => !first.includes(option))];
}
