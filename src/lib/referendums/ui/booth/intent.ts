import { parseCard, Refused, type Card } from '#crypto';

/** What the fragment of the booth's address asks for. It never leaves the browser. */
export type Intent =
  | { readonly kind: 'draw'; readonly uuid: string; readonly state: string }
  | { readonly kind: 'signed'; readonly uuid: string; readonly signature: string }
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'check'; readonly uuid: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable' };

const UUID = '[1-9A-HJ-NP-Za-km-z]{22}';
const DRAW = new RegExp(`^draw\\.(${UUID})\\.([1-9A-HJ-NP-Za-km-z]{22})$`);
const SIGNED = new RegExp(`^signed\\.(${UUID})\\.([A-Za-z0-9_-]{512})$`);
const CHECK = new RegExp(`^check\\.(${UUID})$`);

/** Reads the fragment, with or without its `#`. */
export function intentOf(fragment: string): Intent {
  const text = fragment.replace(/^#/, '');
  if (text === '') return { kind: 'nothing' };
  const draw = DRAW.exec(text);
  if (draw) return { kind: 'draw', uuid: draw[1] as string, state: draw[2] as string };
  const signed = SIGNED.exec(text);
  if (signed) return { kind: 'signed', uuid: signed[1] as string, signature: signed[2] as string };
  const check = CHECK.exec(text);
  if (check) return { kind: 'check', uuid: check[1] as string };
  try {
    return { kind: 'card', card: parseCard(text) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'unreadable' };
    throw error;
  }
}

/** How the app sends a member into the booth to draw, and hands over the blind signature. */
export function drawFragment(uuid: string, state: string): string {
  return `#draw.${uuid}.${state}`;
}

export function signedFragment(uuid: string, signature: string): string {
  return `#signed.${uuid}.${signature}`;
}

const BLINDED = /^blinded\.([1-9A-HJ-NP-Za-km-z]{22})\.([A-Za-z0-9+/]{512})$/;

/** What the booth hands back to the app: only the blinded message and the state which the app had given. */
export function blindedFragment(state: string, blinded: string): string {
  return `#blinded.${state}.${blinded}`;
}

export function blindedOf(fragment: string): { state: string; blinded: string } | null {
  const found = BLINDED.exec(decodeURIComponent(fragment.replace(/^#/, '')));
  return found ? { state: found[1] as string, blinded: found[2] as string } : null;
}
