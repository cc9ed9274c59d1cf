const BRACKET = /\[([RCBWPF]-\d{2}(?:, ?[RCBWPF]-\d{2})*)\]/g;

/** The IDs that a title names in brackets: `[C-17] [C-18]` or `[C-17, C-18]`. */
export function idsIn(title: string): string[] {
  const named = [...title.matchAll(BRACKET)].flatMap(([, list = '']) => list.split(/, ?/));
  return [...new Set(named)];
}
