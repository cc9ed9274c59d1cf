import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../root.server.ts';

export type Weight = 'plain' | 'bold';

const HOUSE = 'node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next';
const OTHER = 'node_modules/@fontsource/noto-sans/files/noto-sans';

interface Face {
  readonly files: string;
  /** The signs it is asked for; the first face that knows a sign writes it. */
  readonly holds: RegExp;
}

/** The house's own face, and for letters it does not have those of one that does. */
const FACES = {
  latin: {
    files: `${HOUSE}-latin`,
    holds:
      /[\t\n\r -\u00FF\u0131\u0152\u0153\u02BB\u02BC\u02C6\u02DA\u02DC\u2000-\u206F\u20AC\u2122\u2191\u2193\u2212\u2215]/,
  },
  greek: { files: `${OTHER}-greek`, holds: /[\u0370-\u03FF]/ },
  'greek-ext': { files: `${OTHER}-greek-ext`, holds: /[\u1F00-\u1FFF]/ },
  cyrillic: { files: `${OTHER}-cyrillic`, holds: /[\u0400-\u045F\u0490\u0491\u04B0\u04B1\u2116]/ },
  'cyrillic-ext': { files: `${OTHER}-cyrillic-ext`, holds: /[\u0460-\u052F\u1C80-\u1C8A\u20B4]/ },
  'latin-ext': {
    files: `${HOUSE}-latin-ext`,
    holds:
      /[\u0100-\u0107\u010A-\u0113\u0116-\u011B\u011E-\u0123\u0126\u0127\u012A\u012B\u012E-\u0130\u0132\u0133\u0136\u0137\u0139-\u013E\u0141-\u0148\u0150\u0151\u0154\u0155\u0158-\u015B\u015E-\u0165\u016A\u016B\u016E-\u017E\u0218-\u021B\u1E80-\u1E85\u1E9E\u1EF2\u1EF3]/,
  },
  vietnamese: { files: `${OTHER}-vietnamese`, holds: /[\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9\u20AB]/ },
  'other-latin': { files: `${OTHER}-latin-ext`, holds: /[^]/ },
} as const satisfies Record<string, Face>;

type FaceName = keyof typeof FACES;
const NAMES = Object.keys(FACES) as readonly FaceName[];
const WEIGHTS = { plain: 400, bold: 700 } as const satisfies Record<Weight, number>;

/** Makes the faces known; a document holds only those it uses. */
export function registerFaces(pdf: PDFKit.PDFDocument): void {
  for (const name of NAMES)
    for (const weight of Object.keys(WEIGHTS) as Weight[]) {
      const file = `${FACES[name].files}-${WEIGHTS[weight]}-normal.woff`;
      pdf.registerFont(fontOf(name, weight), readFileSync(join(repositoryRoot(), file)));
    }
}

export function fontOf(face: FaceName, weight: Weight): string {
  return `${face}-${weight}`;
}

export interface FontRun {
  readonly face: FaceName;
  readonly text: string;
}

/** The same text in pieces, each of which one face can write. Scripts beyond these are not covered. */
export function fontRuns(text: string): readonly FontRun[] {
  const runs: { face: FaceName; text: string }[] = [];
  for (const sign of text.normalize('NFC')) {
    const face = NAMES.find((name) => FACES[name].holds.test(sign)) ?? 'other-latin';
    const last = runs.at(-1);
    if (last?.face === face) last.text += sign;
    else runs.push({ face, text: sign });
  }
  return runs;
}
