import { type Pdf, taggedPdf, writeText } from '#lib/platform/server/pdf/page.ts';
import type { MinutesSource } from './minutes-of.ts';
import { minutesText, type MinutesPiece } from './minutes-text.ts';

const LOOK: Readonly<
  Record<MinutesPiece['tag'], { size: number; weight: 'plain' | 'bold'; before: number }>
> = {
  H1: { size: 20, weight: 'bold', before: 0 },
  H2: { size: 14, weight: 'bold', before: 1 },
  H3: { size: 11.5, weight: 'bold', before: 0.6 },
  P: { size: 10.5, weight: 'plain', before: 0 },
};

/** The minutes as a tagged PDF: a stream of bytes. */
export function minutesPdf(source: MinutesSource, locale: 'de' | 'en'): Pdf {
  const pieces = minutesText(source);
  const pdf = taggedPdf({ title: pieces[0]?.text ?? '', locale });
  for (const piece of pieces) writePiece(pdf, piece);
  pdf.end();
  return pdf;
}

function writePiece(pdf: Pdf, { tag, text }: MinutesPiece): void {
  const { size, weight, before } = LOOK[tag];
  const element = pdf.struct(tag, {}, () => {
    pdf.moveDown(before);
    writeText(pdf, text, { size, weight });
    pdf.moveDown(0.4);
  });
  pdf.addStructure(element);
}
