const nameOf = (uuid: string): string => `stimmhaus-checkpoint-${uuid}`;

/** Keeps the record's checkpoint at the end of the ceremony on this device: the one at the close must extend it. Public. */
export async function rememberCheckpoint(uuid: string): Promise<void> {
  try {
    if (localStorage.getItem(nameOf(uuid)) !== null) return;
    const response = await fetch(`/record/${uuid}/checkpoint`, { credentials: 'omit', cache: 'no-store' });
    if (response.ok) localStorage.setItem(nameOf(uuid), await response.text());
  } catch {
    // Without storage or net there is nothing to remember: the page says so at the count.
  }
}

/** The signed note as it was then; null on a device that was not there. */
export function rememberedCheckpoint(uuid: string): string | null {
  try {
    return localStorage.getItem(nameOf(uuid));
  } catch {
    return null;
  }
}
