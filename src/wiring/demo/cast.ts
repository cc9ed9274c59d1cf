import type { Persona } from '#lib/accounts/persona.ts';
import type { OfficeKind } from '#lib/membership/powers.ts';
import { BUND_NUMBER, landNumber, LEIPZIG } from './geography.ts';

/** A person of the demo whom a visitor may enter as, or who fills an office. */
export interface Role {
  readonly persona?: Persona;
  readonly givenName: string;
  readonly familyName: string;
  readonly unitNumber: number;
  readonly offices?: readonly { readonly kind: OfficeKind; readonly unitNumber: number }[];
}

const SACHSEN = landNumber('14');
const HAMBURG = 102_000;
const KOELN = 105_315;
const MUENCHEN = 109_162;
const BERLIN = 111_000;
const ROSTOCK = 113_003;

const at = (kind: OfficeKind, unitNumber: number) => ({ kind, unitNumber });

/**
 * Trustees come from different branches and hold no office: keys are no power. Five of the personas live in
 * Leipzig, where the referendum is, so that a visitor can vote more than once.
 */
export const CAST: readonly Role[] = [
  { persona: 'member', givenName: 'Mira', familyName: 'Tannhof', unitNumber: LEIPZIG * 10 + 1 },
  {
    persona: 'delegate',
    givenName: 'Jonas',
    familyName: 'Ellerbrook',
    unitNumber: LEIPZIG,
    offices: [at('delegate', BUND_NUMBER)],
  },
  {
    persona: 'district-officer',
    givenName: 'Selma',
    familyName: 'Auerweg',
    unitNumber: LEIPZIG,
    offices: [at('membership-officer', LEIPZIG), at('board', LEIPZIG)],
  },
  {
    persona: 'membership-officer',
    givenName: 'Ruben',
    familyName: 'Hallstein',
    unitNumber: BERLIN,
    offices: [at('membership-officer', BUND_NUMBER)],
  },
  {
    persona: 'board-secretary',
    givenName: 'Leyla',
    familyName: 'Brandhof',
    unitNumber: BERLIN,
    offices: [at('board-secretary', BUND_NUMBER)],
  },
  {
    persona: 'committee-1',
    givenName: 'Hanne',
    familyName: 'Wiesengrund',
    unitNumber: KOELN,
    offices: [at('election-committee', BUND_NUMBER)],
  },
  {
    persona: 'committee-2',
    givenName: 'Emil',
    familyName: 'Sandkuhl',
    unitNumber: MUENCHEN,
    offices: [at('election-committee', BUND_NUMBER)],
  },
  { persona: 'trustee-1', givenName: 'Ada', familyName: 'Fernblick', unitNumber: HAMBURG },
  { persona: 'trustee-2', givenName: 'Tarek', familyName: 'Moosbach', unitNumber: ROSTOCK },
  { persona: 'trustee-3', givenName: 'Ingrid', familyName: 'Quellental', unitNumber: MUENCHEN },
  {
    persona: 'moderator',
    givenName: 'Paula',
    familyName: 'Steinfurt',
    unitNumber: LEIPZIG,
    offices: [at('moderator', BUND_NUMBER)],
  },
  {
    persona: 'auditor',
    givenName: 'Viktor',
    familyName: 'Lindholm',
    unitNumber: LEIPZIG,
    offices: [at('auditor', BUND_NUMBER)],
  },
  chair(['Nora', 'Silberbach'], BERLIN, BUND_NUMBER),
  chair(['Matteo', 'Kranich'], KOELN, BUND_NUMBER),
  chair(['Frida', 'Holmgren'], HAMBURG, BUND_NUMBER),
  chair(['Oskar', 'Weidenau'], LEIPZIG, SACHSEN),
  chair(['Amira', 'Talblick'], LEIPZIG, SACHSEN),
  chair(['Greta', 'Finkenried'], LEIPZIG, LEIPZIG),
  {
    givenName: 'Jannis',
    familyName: 'Rotdorn',
    unitNumber: LEIPZIG,
    offices: [at('membership-officer', SACHSEN)],
  },
];

function chair([givenName, familyName]: readonly [string, string], home: number, over: number): Role {
  return { givenName, familyName, unitNumber: home, offices: [at('board', over)] };
}
