/** A piece of a plain-text mail: words, or a link to press. */
export interface MailPiece {
  readonly text: string;
  readonly href?: string;
}

/** Splits a mail at its links; those into this house become paths, so that they work under any port. */
export function mailPieces(body: string, houseOrigin: string): MailPiece[] {
  return body
    .split(/(https?:\/\/[^\s<>"]{1,2000})/)
    .filter((text) => text !== '')
    .map((text) => {
      if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return { text };
      const url = new URL(text);
      return { text, href: url.origin === houseOrigin ? url.pathname + url.search + url.hash : url.href };
    });
}
