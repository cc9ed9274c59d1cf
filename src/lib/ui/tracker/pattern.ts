/** The picture is this many tiles wide (mirrored about its middle) and high. */
export const PATTERN_WIDTH = 8;
export const PATTERN_HEIGHT = 8;
const SHAPES = 8;

/**
 * A printer's ornament drawn from a tracker, so that two trackers tell apart at a glance: for each tile of the left half one
 * of eight shapes, the right half is its mirror (96 bits). Every character of the tracker moves every tile.
 * An aid for the eye, not a check: what counts is the text. Trackers are hashes already, so mixing needs no strength.
 */
export function patternTiles(tracker: string): number[][] {
  const seed = mix(tracker);
  return Array.from({ length: PATTERN_HEIGHT }, (_, row) =>
    Array.from({ length: PATTERN_WIDTH / 2 }, (_, column) => {
      const index = row * (PATTERN_WIDTH / 2) + column;
      return scramble((seed[index % 4] ?? 0) + Math.imul(index + 1, 0x9e3779b9)) % SHAPES;
    }),
  );
}

/** The ornament as one SVG path; a tile is 1 × 1. */
export function patternPath(tracker: string): string {
  const tiles = patternTiles(tracker);
  const parts = tiles.flatMap((row, y) =>
    row.flatMap((shape, x) => {
      const mirrored = PATTERN_WIDTH - 1 - x;
      return [
        drawTile(shape, { x, y, isMirrored: false }),
        drawTile(shape, { x: mirrored, y, isMirrored: true }),
      ];
    }),
  );
  return parts.join('');
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly isMirrored: boolean;
}

/** Blank, full, four quarter discs, disc, diamond. */
function drawTile(shape: number, { x, y, isMirrored }: Place): string {
  const left = isMirrored ? x + 1 : x;
  const right = isMirrored ? x : x + 1;
  const turn = isMirrored ? 0 : 1;
  const back = 1 - turn;
  const shapes = [
    '',
    `M${x} ${y}h1v1h-1z`,
    `M${left} ${y}H${right}A1 1 0 0 ${turn} ${left} ${y + 1}z`,
    `M${right} ${y}V${y + 1}A1 1 0 0 ${turn} ${left} ${y}z`,
    `M${right} ${y + 1}H${left}A1 1 0 0 ${turn} ${right} ${y}z`,
    `M${left} ${y + 1}V${y}A1 1 0 0 ${turn} ${right} ${y + 1}z`,
    `M${x + 0.1} ${y + 0.5}a.4.4 0 1 ${back} .8 0a.4.4 0 1 ${back}-.8 0z`,
    `M${x + 0.5} ${y}l.5.5-.5.5-.5-.5z`,
  ];
  return shapes[shape] ?? '';
}

function mix(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x01000193, 0x9747b28c, 0x85ebca6b];
  for (let index = 0; index < text.length; index += 1) {
    const lane = (index & 3) as 0 | 1 | 2 | 3;
    words[lane] = Math.imul(words[lane] ^ text.charCodeAt(index), 0x01000193);
  }
  for (let round = 0; round < 8; round += 1) {
    const lane = (round & 3) as 0 | 1 | 2 | 3;
    const next = ((round + 1) & 3) as 0 | 1 | 2 | 3;
    words[next] = scramble(words[next] ^ scramble(words[lane] + round));
  }
  return words;
}

/** The finaliser of MurmurHash3. */
function scramble(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
