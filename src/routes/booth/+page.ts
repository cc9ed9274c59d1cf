/** Static: the same file for everyone, whose hash stands on the record. */
export const prerender = true;
