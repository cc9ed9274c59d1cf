/** Whole years from `birth` to `on`; someone born on 29 February turns a year older on 1 March (§ 188 BGB). */
export function ageOn(birth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) >= birth.slice(5) ? years : years - 1;
}
