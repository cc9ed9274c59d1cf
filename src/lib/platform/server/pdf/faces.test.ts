import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { fontOf, fontRuns, registerFaces } from './faces.ts';

/** What pdfkit asks the font file it writes with. */
interface Writing {
  readonly _font: { readonly font: { hasGlyphForCodePoint(point: number): boolean } };
}

const pdf = new PDFDocument();
registerFaces(pdf);

function isWritten(sign: string): boolean {
  const [run] = fontRuns(sign);
  pdf.font(fontOf(run?.face ?? 'latin', 'plain'));
  return (pdf as unknown as Writing)._font.font.hasGlyphForCodePoint(run?.text.codePointAt(0) ?? 0);
}

const letters = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).filter((sign) =>
    /\p{L}/u.test(sign),
  );

describe('a name on paper', () => {
  it('is written in runs of one face each', () => {
    expect(fontRuns('Łucja Größ')).toEqual([
      { face: 'latin-ext', text: 'Ł' },
      { face: 'latin', text: 'ucja Größ' },
    ]);
    expect(fontRuns('Ελένη Đặng')).toMatchObject([
      { face: 'greek', text: 'Ελένη' },
      { face: 'latin', text: ' ' },
      { face: 'latin-ext', text: 'Đ' },
      { face: 'vietnamese', text: 'ặ' },
      { face: 'latin', text: 'ng' },
    ]);
    expect(fontRuns('')).toEqual([]);
  });

  it('puts a letter and its accent together where one sign says both', () => {
    expect(fontRuns('Ze\u0301lia')).toEqual([{ face: 'latin', text: 'Zélia' }]);
  });

  it.each([
    ['of every German and western European name', 0xc0, 0xff],
    ['of the Latin letters of central Europe and Turkey', 0x100, 0x24f],
    ['of Vietnamese names', 0x1ea0, 0x1ef9],
    ['of Greek names', 0x386, 0x3ce],
    ['of Russian, Serbian, Macedonian and Ukrainian names', 0x400, 0x45f],
    ['of Kazakh, Tatar and other names in Cyrillic letters', 0x490, 0x4ff],
  ])('has a sign for each letter %s', (_, from, to) => {
    expect(letters(from, to).filter((sign) => !isWritten(sign))).toEqual([]);
  });
});
