import { setImmediate } from 'node:timers/promises';
import { MARGIN, type Pdf, textHeight, writeText } from './page.ts';

const GAP = 8;
const LINE_SPACE = 5;

export interface PdfColumn {
  readonly label: string;
  readonly width: number;
}

/** Rows between which others on this process get their turn. */
const BREATH = 20;

/** A tagged table over as many pages as it needs; its head is repeated, for the eye only. */
export async function writeTable(
  pdf: Pdf,
  columns: readonly PdfColumn[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const table = pdf.struct('Table');
  pdf.addStructure(table);
  const labels = columns.map((column) => column.label);
  writeRow(pdf, { table, columns, kind: 'TH' }, labels);
  for (const [index, row] of rows.entries()) {
    if (index % BREATH === 0) await setImmediate();
    if (pdf.y + rowHeight(pdf, columns, row) > bottomOf(pdf)) {
      pdf.addPage();
      pdf.markContent('Artifact', { type: 'Layout' });
      drawRow(pdf, columns, labels);
      pdf.endMarkedContent();
    }
    writeRow(pdf, { table, columns, kind: 'TD' }, row);
  }
  table.end();
}

function bottomOf(pdf: Pdf): number {
  return pdf.page.height - MARGIN - 2 * GAP;
}

interface RowPlace {
  readonly table: PDFKit.PDFStructureElement;
  readonly columns: readonly PdfColumn[];
  readonly kind: 'TH' | 'TD';
}

function writeRow(pdf: Pdf, { table, columns, kind }: RowPlace, cells: readonly string[]): void {
  const row = pdf.struct('TR');
  table.add(row);
  const top = pdf.y;
  const bottom = top + rowHeight(pdf, columns, cells);
  for (const [index, x] of edges(columns).entries()) {
    const width = (columns[index]?.width ?? 0) - GAP;
    const draw = () => drawCell(pdf, cells[index] ?? '', { at: { x, y: top, width }, head: kind === 'TH' });
    row.add(pdf.struct(kind, {}, draw));
  }
  row.end();
  rule(pdf, bottom);
}

function drawRow(pdf: Pdf, columns: readonly PdfColumn[], cells: readonly string[]): void {
  const top = pdf.y;
  const bottom = top + rowHeight(pdf, columns, cells);
  for (const [index, x] of edges(columns).entries()) {
    const width = (columns[index]?.width ?? 0) - GAP;
    drawCell(pdf, cells[index] ?? '', { at: { x, y: top, width }, head: true });
  }
  rule(pdf, bottom);
}

interface CellPlace {
  readonly at: { readonly x: number; readonly y: number; readonly width: number };
  readonly head: boolean;
}

function drawCell(pdf: Pdf, text: string, { at, head }: CellPlace): void {
  writeText(pdf, text, { at, weight: head ? 'bold' : 'plain' });
}

function rowHeight(pdf: Pdf, columns: readonly PdfColumn[], cells: readonly string[]): number {
  const heights = columns.map(({ width }, index) =>
    textHeight(pdf, cells[index] ?? '', { width: width - GAP }),
  );
  return Math.max(...heights) + LINE_SPACE;
}

function edges(columns: readonly PdfColumn[]): number[] {
  let x = MARGIN;
  return columns.map(({ width }) => {
    const edge = x;
    x += width;
    return edge;
  });
}

/** The hairline under a row, and the pen to the beginning of the next. */
function rule(pdf: Pdf, y: number): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf
    .moveTo(MARGIN, y - LINE_SPACE / 2)
    .lineTo(pdf.page.width - MARGIN, y - LINE_SPACE / 2)
    .lineWidth(0.4)
    .strokeColor('#b5b0a6')
    .stroke();
  pdf.endMarkedContent();
  pdf.x = MARGIN;
  pdf.y = y;
}
