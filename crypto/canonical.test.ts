import { describe, expect, it } from 'vitest';
import {
  exactly,
  integer,
  list,
  object,
  optional,
  parseCanonical,
  type Reader,
  text,
  textFromUtf8,
  truth,
  tuple,
} from './canonical.ts';
import { refusalOf } from './testing/election.ts';

const readThing = object({
  version: exactly(1),
  name: text(5),
  count: optional(integer(0, 9)),
  flags: list(truth, 2, 1),
  pair: tuple<[string, number]>(text(), integer()),
});
const whole = '{"version":1,"name":"a","count":3,"flags":[true],"pair":["x",0]}';
const without = '{"version":1,"name":"a","flags":[true,false],"pair":["x",0]}';
const read = (written: string) => parseCanonical('thing', written, readThing);

describe('canonical JSON', () => {
  it('reads the one written form, with and without the optional key', () => {
    expect(read(whole)).toEqual({ version: 1, name: 'a', count: 3, flags: [true], pair: ['x', 0] });
    expect(JSON.stringify(read(without))).toBe(without);
  });

  it.each([
    ['a space', whole.replace(':', ': ')],
    ['a trailing space', `${whole} `],
    ['a trailing newline', `${whole}\n`],
    ['another order of keys', whole.replace('"version":1,"name":"a"', '"name":"a","version":1')],
    ['a duplicate key', whole.replace('"name":"a"', '"name":"a","name":"a"')],
    ['an escape', whole.replace('"a"', '"\\u0061"')],
    ['another form of a number', whole.replace('"version":1', '"version":1.0')],
    ['an exponent', whole.replace('"count":3', '"count":3e0')],
    ['minus zero', whole.replace('["x",0]', '["x",-0]')],
  ])('[R-30] refuses %s', (_, written) => expect(refusalOf(() => read(written))).toBe('thing-not-canonical'));

  it.each([
    ['json-unknown-key', whole.replace('"count"', '"extra":1,"count"')],
    ['json-unknown-key', whole.replace('"count"', '"__proto__"')],
    ['json-missing-key', whole.replace('"name":"a",', '')],
    ['json-unexpected-value', whole.replace('"version":1', '"version":2')],
    ['json-unexpected-type', whole.replace('"a"', '1')],
    ['json-unexpected-type', whole.replace('3', 'null')],
    ['json-unexpected-type', whole.replace('3', '2.5')],
    ['json-unexpected-type', whole.replace('true', '"true"')],
    ['json-unexpected-type', whole.replace('[true]', '{}')],
    ['json-unexpected-type', whole.replace('["x",0]', '"x0"')],
    ['json-unexpected-type', '[]'],
    ['json-unexpected-type', 'null'],
    ['json-unexpected-type', '"thing"'],
    ['json-out-of-range', whole.replace('3', '10')],
    ['json-out-of-range', whole.replace('3', '-1')],
    ['json-out-of-range', whole.replace('[true]', '[]')],
    ['json-out-of-range', whole.replace('[true]', '[true,true,true]')],
    ['json-out-of-range', whole.replace('["x",0]', '["x",0,0]')],
    ['json-too-large', whole.replace('"a"', '"abcdef"')],
    ['json-malformed', whole.slice(0, -1)],
  ])('refuses with %s: %s', (code, written) => expect(refusalOf(() => read(written))).toBe(code));

  it('says where in the object the fault lies', () => {
    expect(() => read(whole.replace('3', '10'))).toThrow('json-out-of-range: count: 10');
  });

  it('does not take a fault of a reader for a fault of the text', () => {
    const broken: Reader<string> = () => {
      throw new TypeError('broken');
    };
    expect(() => parseCanonical('thing', '{"a":1}', object({ a: broken }))).toThrow(TypeError);
  });
});

describe('text of bytes', () => {
  it('is read as strict UTF-8, byte order mark included', () => {
    const bytes = new TextEncoder().encode('\u{feff}ä€😀');
    expect(textFromUtf8(bytes)).toBe('\u{feff}ä€😀');
  });

  it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]]])(
    'refuses the bytes %j',
    (bytes) => {
      expect(refusalOf(() => textFromUtf8(Uint8Array.from(bytes)))).toBe('text-not-utf8');
    },
  );
});
