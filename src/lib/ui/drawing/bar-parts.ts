/** One share of a bar. `tone` also decides its hatching, so that shares differ without colour. */
export interface BarPart {
  readonly label: string;
  readonly value: number;
  readonly tone: 'agreed' | 'refused' | 'neutral' | 'accent';
}

export interface PlacedPart extends BarPart {
  readonly share: number;
  readonly from: number;
  readonly width: number;
}

/** Where each part lies on a bar of `length`; what is missing to `total` stays empty at the end. */
export function placeParts(parts: readonly BarPart[], total: number, length: number): PlacedPart[] {
  let from = 0;
  return parts.map((part) => {
    const share = total > 0 ? part.value / total : 0;
    const width = Math.max(0, Math.min(length - from, share * length));
    const placed = { ...part, share, from, width };
    from += width;
    return placed;
  });
}
