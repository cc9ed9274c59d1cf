import { paddedBase64, parsePaddedBase64 } from '#crypto';

/** A draw on its way, kept on this device before anything is sent, so that a reload goes on with it. */
export interface PendingDraw {
  readonly uuid: string;
  /** The credential code, 22 characters with dashes. */
  readonly code: string;
  readonly randomizer: Uint8Array;
  readonly inverse: Uint8Array;
  readonly blinded: Uint8Array;
}

const PREFIX = 'stimmhaus-draw:';

export function keepDraw(storage: Storage, draw: PendingDraw): void {
  const { uuid, code, randomizer, inverse, blinded } = draw;
  const kept = {
    code,
    randomizer: paddedBase64(randomizer),
    inverse: paddedBase64(inverse),
    blinded: paddedBase64(blinded),
  };
  storage.setItem(PREFIX + uuid, JSON.stringify(kept));
}

/** The pending draw of this referendum; null where there is none or what is kept cannot be read. */
export function pendingDraw(storage: Storage, uuid: string): PendingDraw | null {
  try {
    const kept = JSON.parse(storage.getItem(PREFIX + uuid) ?? 'null') as Record<string, unknown> | null;
    if (!kept || typeof kept.code !== 'string') return null;
    const bytes = (name: string) => parsePaddedBase64(String(kept[name]));
    return {
      uuid,
      code: kept.code,
      randomizer: bytes('randomizer'),
      inverse: bytes('inverse'),
      blinded: bytes('blinded'),
    };
  } catch {
    return null;
  }
}

/** Erases the blinding: the card is whole. */
export function forgetDraw(storage: Storage, uuid: string): void {
  storage.removeItem(PREFIX + uuid);
}
