import { z } from 'zod';
import { database } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../../day.ts';
import { unitByNumber } from '../../units/units.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { consentsNow } from './consents.ts';
import { hasPostcodes, unitsByPostcode, unitsToJoin } from './places.ts';

const postcode = z
  .string()
  .trim()
  .regex(/^\d{5}$/);
const number = z.coerce.number().int().min(1).max(999_999_999);

/** The form, or what comes before it: finding the unit. Says nothing about people, so it asks nobody who they are. */
export async function joinPage(asked: { readonly plz: string | null; readonly unit: string | null }) {
  const typed = postcode.safeParse(asked.plz);
  const wished = number.safeParse(asked.unit);
  const reader = database();
  const near = typed.success ? await unitsByPostcode(typed.data) : [];
  const only = near.length === 1 && asked.unit === null ? near[0]?.number : undefined;
  const wanted = wished.success ? wished.data : only;
  const unit = wanted === undefined ? null : await unitByNumber(reader, wanted);
  const rules = await joiningRulesAt(reader, dayOf(await houseNow(reader)));
  return {
    postcode: asked.plz ?? '',
    place: near.find((one) => one.number === unit?.number)?.place ?? '',
    isUnknown: asked.plz !== null && asked.plz !== '' && near.length === 0,
    near,
    unit: unit && { number: unit.number, name: unit.name },
    consents: unit ? await consentsNow(reader) : [],
    hasPostcodes: unit ? false : await hasPostcodes(),
    units: unit ? [] : await unitsToJoin(),
    minimumAge: rules.minimumAge,
  };
}
