/*
 * Just enough of CSS Color 4 and 5 to compute what tokens.css leaves to the browser, so that a test can measure contrast:
 * hex, var(), oklch(from … clamp() min() calc()), color-mix(in oklab, …). Matrices: https://bottosson.github.io/posts/oklab/
 */
export type Tokens = Readonly<Record<string, string>>;
type Triple = readonly [number, number, number];

/** The custom properties of every rule in `css` whose selector list contains `selector`, later ones winning. */
export function tokensOf(css: string, selector: string): Tokens {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const found: Record<string, string> = {};
  for (const [, selectors, body] of bare.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const list = (selectors ?? '').split(',').map((one) => one.trim());
    if (!list.includes(selector)) continue;
    for (const [, name, value] of (body ?? '').matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
      if (name && value) found[name] = value.replace(/\s+/g, ' ').trim();
    }
  }
  return found;
}

/** Contrast by WCAG 2.2, 1 to 21. */
export function contrast(one: Triple, other: Triple): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance([r, g, b]: Triple): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The linear sRGB of a token, clipped to what a screen shows. */
export function colourOf(value: string, tokens: Tokens): Triple {
  const [r, g, b] = compute(resolve(value, tokens));
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  return [clip(r), clip(g), clip(b)];
}

function resolve(value: string, tokens: Tokens): string {
  const once = value.replace(/var\((--[\w-]+)(?:,\s*([^()]+))?\)/g, (_, name: string, otherwise?: string) => {
    const found = tokens[name] ?? otherwise;
    if (found === undefined) throw new Error(`${name} is not set`);
    return found;
  });
  return once.includes('var(') ? resolve(once, tokens) : once.trim();
}

function compute(value: string): Triple {
  if (value.startsWith('#')) return fromHex(value);
  const inner = value.slice(value.indexOf('(') + 1, -1).trim();
  if (value.startsWith('color-mix(')) return mixed(inner);
  if (value.startsWith('oklch(')) return relative(inner.replace(/^from\s+/, ''));
  throw new Error(`no colour: ${value}`);
}

function fromHex(hex: string): Triple {
  const part = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`no colour: ${hex}`);
  return [part(1), part(3), part(5)];
}

function mixed(inner: string): Triple {
  const [, first, percent, second] = /^in oklab,\s*(.+?)\s+([\d.]+)%,\s*(.+)$/.exec(inner) ?? [];
  if (!first || !second) throw new Error(`no mix: ${inner}`);
  const share = Number(percent) / 100;
  const [a, b] = [toOklab(compute(first)), toOklab(compute(second))];
  const blend = (at: 0 | 1 | 2) => a[at] * share + b[at] * (1 - share);
  return fromOklab([blend(0), blend(1), blend(2)]);
}

function relative(inner: string): Triple {
  const parts = splitOutside(inner);
  const [lab, a, b] = toOklab(compute(parts[0] ?? ''));
  const names = { l: lab, c: Math.hypot(a, b), h: Math.atan2(b, a) };
  const l = evaluate(parts[1] ?? '', names);
  const c = evaluate(parts[2] ?? '', names);
  return fromOklab([l, c * Math.cos(names.h), c * Math.sin(names.h)]);
}

/** Splits at blanks that stand in no bracket. */
function splitOutside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ' ' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.filter(Boolean);
}

function evaluate(term: string, names: Readonly<Record<string, number>>): number {
  const call = /^(clamp|min|calc)\((.+)\)$/.exec(term);
  if (!call) return names[term] ?? Number(term);
  const values = (call[2] ?? '')
    .split(call[1] === 'calc' ? '+' : ',')
    .map((one) => evaluate(one.trim(), names));
  const [x = NaN, y = NaN, z = NaN] = values;
  if (call[1] === 'calc') return x + y;
  return call[1] === 'min' ? Math.min(x, y) : Math.max(x, Math.min(y, z));
}

function toOklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lab, a, b]: Triple): Triple {
  const l = (lab + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lab - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lab - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
