import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, database, openDatabase } from '#lib/platform/server/database.server.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';
import { makePerson, plantTree } from '../support/people.ts';
import { signInAs } from '../support/session.ts';
import { ask, rawExchange, rawRequest, statusesOf, submit, write, type Asker } from './asking.ts';

let house: TestHouse;
let stranger: Asker;
let officer: Asker;

beforeAll(async () => {
  const STATE_DIR = process.env.STATE_DIR as string;
  house = await startTestHouse({ env: { STATE_DIR, LOG_LEVEL: 'silent', WORKER_IN_PROCESS: 'no' } });
  openDatabase(house.database.url);
  const { kreis1 } = await plantTree();
  const offices = [{ kind: 'membership-officer', unit: kreis1 }] as const;
  const { cookie } = await signInAs(await makePerson({ memberOf: kreis1, offices }));
  stranger = { url: house.url };
  officer = { url: house.url, cookie };
});
afterAll(async () => {
  await closeDatabase();
  await house?.stop();
});

const UUID = 'Qm8dT3vWz5Kq';
const cast = (body: BodyInit, type = 'application/json') =>
  write(stranger, `/vote/${UUID}/ballots`, { body, headers: { 'content-type': type } });
const imports = async (): Promise<number> =>
  Number((await database().execute(sql`select count(*) as n from member_import`))[0]?.n);
const isAnswering = async (): Promise<boolean> =>
  (await ask(stranger, '/health/ready')).status === 200 && (await ask(stranger, '/sign-in')).status === 200;

const honest = {
  ballot: '{}',
  randomizer: 'A'.repeat(43),
  cardSignature: 'A'.repeat(512),
};
const text = JSON.stringify(honest);

/** JSON that is cheap to send and, read carelessly, dear to have. Each is smaller than the limit of the door. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['arrays a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects eighty thousand deep', '{"a":'.repeat(80_000) + '1' + '}'.repeat(80_000)],
  ['forty-five thousand keys', `{${Array.from({ length: 45_000 }, (_, i) => `"${i}":0`).join()}}`],
  ['a key named __proto__', `{"__proto__":{"uuid":"x","admin":true},${text.slice(1)}`],
  ['a key named constructor', `{"constructor":{"prototype":{"ok":true}},${text.slice(1)}`],
  ['a key twice', `{"ballot":"a","ballot":7,${text.slice(text.indexOf(',') + 1)}`],
  ['a key of the address', `{"uuid":"anotherReferendum",${text.slice(1)}`.replace('"{}"', '1e400')],
  ['half a surrogate pair', text.replace('{}', '\\ud800').replace('A'.repeat(43), '\\udfff'.repeat(43))],
  ['a number that is infinite', text.replace('"{}"', '1e400')],
  ['a number below zero without a value', text.replace('"{}"', '-0')],
  ['a list in place of a text', text.replace('"{}"', '["{}"]')],
  ['no object', '"text"'],
  ['a list', '[1,2,3]'],
  ['null', 'null'],
  ['nothing', ''],
  ['a comment', `${text}//`],
  ['two values', `${text}${text}`],
  ['an unfinished text', '{"ballot":"'],
  ['a text of half a megabyte', `{"ballot":"${'x'.repeat(500_000)}"}`],
  ['another field beside', `{"weight":2,${text.slice(1)}`],
];

describe('[W-27] the route that takes ballots', () => {
  it('looks at what has the right shape', async () => {
    const answer = await cast(text);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('"ballot-malformed"\n');
    expect(JSON.parse(answer.text)).toHaveProperty('refused');
  });

  it.each(HOSTILE)('refuses %s in one sentence', async (_what, body) => {
    const { status, text: said } = await cast(body);
    expect(status).toBe(422);
    expect(JSON.parse(said)).toEqual({ refused: 'ballot-malformed' });
  });

  it('refuses bytes that are no text, and text in another coding', async () => {
    for (const body of [
      new Uint8Array([0xff, 0xfe, 0x7b, 0]),
      gzipSync(text),
      Buffer.from(text, 'utf16le'),
    ]) {
      expect((await cast(new Uint8Array(body))).status).toBe(422);
    }
  });

  it('answers afterwards as before', async () => expect(await isAnswering()).toBe(true));

  it('[W-27] refuses the same wherever else JSON is taken', async () => {
    for (const [what, body] of HOSTILE) {
      const asked = await write(stranger, `/vote/${UUID}/lookup`, { body });
      expect(asked.status, what).toBe(422);
      expect(JSON.parse(asked.text), what).toEqual({ refused: 'tracker-not-valid' });
    }
  });
});

describe('[W-07] a body that is larger than it should be', () => {
  const announced = (line: string, length: number, more: readonly string[] = []): string => {
    const { host } = new URL(house.url);
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const headers = [`Host: ${host}`, `Origin: ${house.url}`, type, `Content-Length: ${length}`, ...more];
    return rawRequest(line, headers, 'email=');
  };

  it.each([
    ['four gigabytes', `POST /vote/${UUID}/ballots`, 4 * 2 ** 30],
    ['more digits than a number has', 'POST /sign-in?/password', 10 ** 15],
    ['one byte too many', 'POST /sign-in?/password', 512 * 1024 + 1],
    ['a file that is no import', 'POST /import/some-run?/apply', 2 ** 21],
    ['a form that hides behind the import', 'POST /import/../sign-in?/password', 2 ** 21],
    ['the same in escapes', 'POST /import/%2e%2e/sign-in?/password', 2 ** 21],
    ['an import of more than a party', 'POST /import?unit=111', 65 * 2 ** 20],
  ])('is refused when it is announced, before it is read: %s', async (_what, line, length) => {
    const heard = await rawExchange(house.url, announced(line, length));
    expect(statusesOf(heard)).toEqual([413]);
  });

  it('is not read for a stranger even where a whole party may be sent', async () => {
    const heard = await rawExchange(house.url, announced('POST /import?unit=111', 60 * 2 ** 20));
    expect(statusesOf(heard)[0]).toBe(404);
  });

  it('is refused in a form: too many fields, too long a field, too long a name', async () => {
    const many = new URLSearchParams(Array.from({ length: 401 }, (_, i) => [`f${i}`, '']));
    const cases = [many, { email: 'x'.repeat(200_001) }, { ['n'.repeat(101)]: '' }];
    for (const fields of cases) {
      const answer = await submit(stranger, '/sign-in?/password', fields as Record<string, string>);
      expect(answer).toMatchObject({ type: 'failure', status: 413, content: { code: 'form-too-large' } });
    }
    expect(await isAnswering()).toBe(true);
  });
});

describe('[W-06] names that every object inherits', () => {
  const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'];

  it('lead to no remote function, since there are none', async () => {
    for (const name of [...INHERITED, 'x', 'x/constructor', 'x/y/%7B%7D']) {
      for (const asked of [ask(officer, `/_app/remote/${name}`), write(officer, `/_app/remote/${name}`)]) {
        expect(await asked, name).toMatchObject({ status: 404, text: 'There is nothing here.' });
      }
    }
    expect((await ask(officer, '/%5fapp/remote/constructor')).status).toBe(404);
  });

  it('lead to no form action', async () => {
    expect(await submit(officer, '/sign-out?/nowhere', {})).toMatchObject({ type: 'error', status: 404 });
    for (const name of INHERITED) {
      for (const page of ['/sign-in', '/me/security', '/language']) {
        const answer = await submit(officer, `${page}?/${name}`, { email: 'a@example.org' });
        expect(answer, `${page} ${name}`).toMatchObject({ type: 'error', status: 404 });
      }
    }
  });

  it('are no file, no record and no referendum', async () => {
    for (const name of INHERITED) {
      for (const path of [`/record/${UUID}/files/${name}`, `/record/${name}`, `/referendums/${name}`]) {
        expect((await ask(officer, path)).status, path).toBe(404);
      }
      expect((await ask(stranger, `/vote/${name}/election`)).status).toBe(404);
    }
  });

  it('change nothing as fields of a form', async () => {
    const fields = new URLSearchParams([
      ...INHERITED.map((name) => [name, '1']),
      ['__proto__.isAdmin', '1'],
      ['constructor[prototype][isAdmin]', '1'],
      ['email', 'nobody@example.org'],
      ['password', 'vier Igel'],
    ]);
    const answer = await submit(stranger, '/sign-in?/password', fields);
    expect(answer).toMatchObject({ type: 'failure', status: 401, content: { code: 'sign-in-failed' } });
  });

  it('a form without a plain shape is refused: a list in place of a text, a file in place of a text', async () => {
    const twice = new URLSearchParams([
      ['email', 'a@example.org'],
      ['email', 'b@example.org'],
      ['password', 'x'],
    ]);
    const filed = new FormData();
    filed.set('email', new Blob(['a@example.org']), 'a.txt');
    filed.set('password', 'x');
    for (const form of [twice, filed]) {
      const answer = await submit(stranger, '/sign-in?/password', form);
      expect(answer).toMatchObject({ status: 422, content: { code: 'form-not-valid' } });
    }
  });

  it('a form with a byte that no text has is refused, and so is an address with one', async () => {
    const answer = await submit(officer, '/members/new', { givenName: 'A\u0000', familyName: 'B' });
    expect(answer).toMatchObject({ status: 422, content: { code: 'form-not-valid' } });
    for (const path of ['/members?q=%00', '/members/%00', '/record/%00', '/vote/%00/election']) {
      expect((await ask(officer, path)).status, path).toBe(400);
    }
  });
});

describe('[W-23] an upload', () => {
  const upload = (bytes: BlobPart, name: string, type = 'text/csv') => {
    const form = new FormData();
    form.set('file', new Blob([bytes], { type }), name);
    return submit(officer, '/import?unit=111', form);
  };
  const pdf = '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n';
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
  const zip = Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    Buffer.alloc(40),
    Buffer.from('xl/workbook.xml'),
  ]);
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(64)]);

  it('of members is taken as CSV', async () => {
    const header = await ask(officer, '/import/template.csv');
    const before = await imports();
    const answer = await upload(`${header.text.split('\n')[0]}\n`, 'mitglieder.csv');
    expect(answer.content.code).toBe('import-file-empty');
    expect(await imports()).toBe(before);
  });

  it.each<readonly [string, BlobPart, string]>([
    ['a zip', zip, 'mitglieder.zip'],
    ['a workbook named as CSV', zip, 'mitglieder.csv'],
    ['a gzip of a million blanks', gzipSync(Buffer.alloc(1_000_000, 32)), 'mitglieder.csv'],
    ['a picture', png, 'mitglieder.csv'],
    ['a PDF with a script', pdf, 'mitglieder.csv'],
    ['an SVG with a script', svg, 'mitglieder.csv'],
    ['a test virus', eicar, 'mitglieder.csv'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'mitglieder.html'],
    ['zeros', Buffer.alloc(4096), 'mitglieder.csv'],
  ])('of %s is refused whole, whatever it calls itself', async (_what, bytes, name) => {
    const before = await imports();
    for (const type of ['text/csv', 'application/octet-stream', 'image/png']) {
      const answer = await upload(bytes, name, type);
      expect(answer).toMatchObject({ type: 'failure', status: 422 });
      expect(answer.content.code).toMatch(/^import-/);
    }
    expect(await imports()).toBe(before);
  });

  it('of several files is refused', async () => {
    const form = new FormData();
    for (let i = 0; i < 500; i++) form.append('file', new Blob(['a;b\n']), `${i}.csv`);
    const answer = await submit(officer, '/import?unit=111', form);
    expect(answer).toMatchObject({ status: 422, content: { code: 'import-no-file' } });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json',
    'multipart/form-data',
    'image/svg+xml',
  ])('that is no form is refused: %s', async (type) => {
    const before = await imports();
    const headers = { 'content-type': type, accept: 'application/json', 'x-sveltekit-action': 'true' };
    const { text: said } = await write(officer, '/import?unit=111', { body: 'a;b\n1;2\n', headers });
    expect(JSON.parse(said)).toMatchObject({ type: expect.stringMatching(/failure|error/) as string });
    expect(await imports()).toBe(before);
  });

  it('is taken nowhere else: a file in another form is not even a field', async () => {
    const form = new FormData();
    form.set('locale', new Blob([zip]), 'locale');
    expect(await submit(officer, '/language', form)).toMatchObject({ status: 422 });
  });
});
