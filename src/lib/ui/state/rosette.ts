/** The outline of a seal: a circle whose edge is pressed into `teeth` round scallops. Path data around 0,0. */
export function rosette(radius: number, teeth: number): string {
  const step = (2 * Math.PI) / teeth;
  const depth = (radius * step) / 2;
  const at = (index: number) => {
    const angle = index * step - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
  };
  const arcs = Array.from(
    { length: teeth },
    (_, index) => `A${depth.toFixed(2)} ${depth.toFixed(2)} 0 0 1 ${at(index + 1)}`,
  );
  return `M${at(0)}${arcs.join('')}Z`;
}
