/** Why a file is refused whole: the code of the refusal and, where there is one, the line. */
export class FileFault extends Error {
  readonly code: string;
  readonly line: number | null;
  readonly column: string | null;

  constructor(code: string, line: number | null = null, column: string | null = null) {
    super(code);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
