import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, databaseClient, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../../tests/support/database.ts';
import { applied, houseToJoin } from '../../../../../../tests/support/joining.ts';
import { applicant, postcodeDistrict } from '../../tables.ts';
import { joinPage } from './join-page.ts';
import { hasPostcodes, unitsByPostcode, unitsToJoin } from './places.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await houseToJoin();
});
afterAll(() => db.drop());

describe('finding the unit', () => {
  it('is done by choosing where the house has no table of postcodes', async () => {
    expect(await hasPostcodes()).toBe(false);
    expect(await unitsByPostcode('24937')).toEqual([]);
    expect((await unitsToJoin()).map(({ name }) => name)).toEqual([
      'Kreis Flensburg',
      'Kreis Ingolstadt',
      'Kreis Kiel',
    ]);
  });

  it('[W-18] leaves the table to the operator: the app may not write it', async () => {
    const row = { postcode: '24937', ags: '01001', place: 'Flensburg' };
    const refused = { cause: { code: '42501' } };
    await expect(transact((tx) => tx.insert(postcodeDistrict).values(row))).rejects.toMatchObject(refused);
    await expect(transact((tx) => tx.delete(postcodeDistrict))).rejects.toMatchObject(refused);
    await databaseClient()`insert into postcode_district values
      ('24937', '01001', 'Flensburg'), ('24100', '01002', 'Kiel'), ('24999', '01001', 'Flensburg'),
      ('24999', '01002', 'Kiel'), ('23552', '01003', 'Lübeck'), ('10115', '11000', 'Berlin')`;
    expect(await hasPostcodes()).toBe(true);
  });

  it('takes the district, asks where a code lies in several, and falls back on the Land', async () => {
    const numbers = async (code: string) => (await unitsByPostcode(code)).map(({ number }) => number);
    expect(await numbers('24937')).toEqual([111]);
    expect(await numbers('24999')).toEqual([111, 112]);
    expect(await numbers('23552')).toEqual([11]);
    expect(await numbers('10115')).toEqual([]);
    expect(await numbers('00000')).toEqual([]);
  });

  it('opens the form at once for one unit, and for several only when one is chosen', async () => {
    expect((await joinPage({ plz: '24937', unit: null })).unit?.number).toBe(111);
    expect((await joinPage({ plz: '24999', unit: null })).unit).toBeNull();
    expect((await joinPage({ plz: '24999', unit: '112' })).place).toBe('Kiel');
    for (const plz of ['2493', '24937 ', "24937' or 1=1", '', 'x'.repeat(5000)]) {
      const page = await joinPage({ plz, unit: null });
      expect(page.unit?.number, plz).toBe(plz.trim() === '24937' ? 111 : undefined);
    }
    for (const unit of ['0', '-1', '1e3', '99999', 'x', '111.5']) {
      expect((await joinPage({ plz: null, unit })).unit, unit).toBeNull();
    }
  });

  it('keeps of a home the district that the code tells: of several the chosen unit’s own, else none', async () => {
    const districtOf = async (email: string, wish: object) => {
      const { id } = await applied(email, wish);
      const [own] = await database().select().from(applicant).where(eq(applicant.applicationId, id));
      return own?.ags;
    };
    expect(await districtOf('a1@example.org', { postcode: '24999', unitNumber: '112' })).toBe('01002');
    expect(await districtOf('a2@example.org', { postcode: '24937', unitNumber: '112' })).toBe('01001');
    expect(await districtOf('a3@example.org', { postcode: '24999', unitNumber: '121' })).toBeNull();
    expect(await districtOf('a4@example.org', { postcode: '99999', unitNumber: '111' })).toBeNull();
    expect(await districtOf('a5@example.org', { postcode: '24937', country: 'AT' })).toBeNull();
  });
});
