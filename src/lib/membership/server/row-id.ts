const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a piece of an address can be the id of a row at all; anything else is answered as a row that is not there. */
export function isRowId(text: string): boolean {
  return UUID.test(text);
}
