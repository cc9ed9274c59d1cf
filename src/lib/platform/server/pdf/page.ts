import PDFDocument from 'pdfkit';
import { fontOf, fontRuns, registerFaces, type Weight } from './faces.ts';

export type Pdf = PDFKit.PDFDocument;

export const MARGIN = 48;

/** A tagged document in the house's own face, which screen readers can walk through. */
export function taggedPdf(about: { readonly title: string; readonly locale: string }): Pdf {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: about.locale,
    displayTitle: true,
    info: { Title: about.title, Producer: 'Stimmhaus', Creator: 'Stimmhaus' },
  });
  registerFaces(pdf);
  return pdf;
}

export interface Ink {
  readonly weight?: Weight;
  readonly size?: number;
  readonly at?: { readonly x: number; readonly y: number; readonly width: number };
}

/** Writes one paragraph, whatever letters its names need. */
export function writeText(pdf: Pdf, text: string, { weight = 'plain', size = 9.5, at }: Ink = {}): void {
  const runs = fontRuns(text === '' ? ' ' : text);
  for (const [index, run] of runs.entries()) {
    pdf.font(fontOf(run.face, weight)).fontSize(size);
    const options = { continued: index < runs.length - 1, ...(at ? { width: at.width } : {}) };
    if (index === 0 && at) pdf.text(run.text, at.x, at.y, options);
    else pdf.text(run.text, options);
  }
}

export function textHeight(
  pdf: Pdf,
  text: string,
  ink: { readonly width: number; readonly size?: number },
): number {
  return pdf
    .font(fontOf('latin', 'plain'))
    .fontSize(ink.size ?? 9.5)
    .heightOfString(text === '' ? ' ' : text, { width: ink.width });
}

/** A heading or a paragraph, with its place in the document's structure. */
export function tagged(pdf: Pdf, kind: string, draw: () => void): void {
  const element = pdf.struct(kind, {}, () => {
    draw();
    pdf.moveDown(0.5);
  });
  pdf.addStructure(element);
}

/** At the foot of every page, for the eye only. */
export function footPages(pdf: Pdf, textOf: (page: number) => string): void {
  let page = 0;
  const foot = () => {
    page += 1;
    const { x, y } = pdf;
    const at = { x: MARGIN, y: pdf.page.height - MARGIN + 10, width: pdf.page.width - 2 * MARGIN };
    const { bottom } = pdf.page.margins;
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    writeText(pdf, textOf(page), { size: 8, at });
    pdf.endMarkedContent();
    pdf.page.margins.bottom = bottom;
    Object.assign(pdf, { x, y });
  };
  foot();
  pdf.on('pageAdded', foot);
}
