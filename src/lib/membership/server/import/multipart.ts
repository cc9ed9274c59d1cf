import { FileFault } from '../../import/file-fault.ts';

/** The one file of a form, in the pieces it came in. */
export interface UploadedFile {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
}

const HEADERS_END = Buffer.from('\r\n\r\n');
const MAX_HEADERS = 8192;

interface Reading {
  readonly mark: Buffer;
  rest: Buffer;
  /** Headers of a part, its body, or behind the last mark. */
  place: 'headers' | 'body' | 'end';
  file: { name: string; chunks: Uint8Array[] } | null;
  isFile: boolean;
}

/**
 * Reads the file out of a multipart form while it arrives, holding the file and no second copy of it. Other fields are
 * skipped. Throws `FileFault` beyond `maxBytes`, for a second file, and for anything that is no such form.
 */
export async function readUpload(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  maxBytes: number,
): Promise<UploadedFile> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([\w'()+,./:=?-]{1,70})"?/i.exec(contentType)?.[1];
  if (!boundary) throw new FileFault('import-no-file');
  const reading: Reading = {
    mark: Buffer.from(`\r\n--${boundary}`),
    // The first mark has no line before it; with this one it looks like all others.
    rest: Buffer.from('\r\n'),
    place: 'body',
    file: null,
    isFile: false,
  };
  let size = 0;
  let fault: FileFault | null = null;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new FileFault('import-file-too-large');
    // Read to its end all the same: to stop here would hang up on the person before they hear why.
    fault ??= take(reading, chunk);
  }
  if (fault) throw fault;
  if (reading.place !== 'end' || !reading.file || reading.file.name === '')
    throw new FileFault('import-no-file');
  return reading.file;
}

function take(reading: Reading, chunk: Uint8Array): FileFault | null {
  try {
    reading.rest = Buffer.concat([reading.rest, chunk]);
    while (advance(reading));
    return null;
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
}

/** Takes one step through what is there; false when more must arrive first. */
function advance(reading: Reading): boolean {
  if (reading.place === 'end') {
    reading.rest = Buffer.alloc(0);
    return false;
  }
  return reading.place === 'headers' ? takeHeaders(reading) : takeBody(reading);
}

function takeHeaders(reading: Reading): boolean {
  if (reading.rest.subarray(0, 2).toString('latin1') === '--') {
    reading.place = 'end';
    return true;
  }
  const end = reading.rest.indexOf(HEADERS_END);
  if (end < 0) {
    if (reading.rest.length > MAX_HEADERS) throw new FileFault('import-no-file');
    return false;
  }
  const headers = reading.rest.subarray(0, end).toString('utf8');
  const name = /filename="([^"\r\n]{0,300})"/i.exec(headers)?.[1];
  reading.isFile = name !== undefined;
  if (name !== undefined) {
    if (reading.file) throw new FileFault('import-no-file');
    reading.file = { name: name.slice(-120), chunks: [] };
  }
  reading.rest = reading.rest.subarray(end + HEADERS_END.length);
  reading.place = 'body';
  return true;
}

function takeBody(reading: Reading): boolean {
  const { rest, mark } = reading;
  const end = rest.indexOf(mark);
  const safe = end < 0 ? Math.max(0, rest.length - mark.length) : end;
  if (reading.isFile && safe > 0) reading.file?.chunks.push(rest.subarray(0, safe));
  if (end < 0) {
    reading.rest = Buffer.from(rest.subarray(safe));
    return false;
  }
  reading.isFile = false;
  reading.rest = rest.subarray(end + mark.length);
  reading.place = 'headers';
  return true;
}
