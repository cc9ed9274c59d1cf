/** The statuses that these see, in this order; the last two are those who may. */
export const ACTORS = [
  'a stranger',
  'a member of another branch',
  'an officer of a sibling branch',
  'a former member',
  'an officer of the branch above',
  'an officer of the branch itself',
] as const;

export type Reads = readonly [number, number, number, number, number, number];
export type Fields = Readonly<Record<string, string>>;

/** Who must not be able to do it: strangers alone where everyone acts for themselves, otherwise the first four. */
export interface Write {
  readonly denied: 'strangers' | 'outsiders';
  /** Well-formed, so that what refuses them is who asks. */
  readonly fields: Fields;
  /** How it is said that the thing named in the form does not exist, where that is not a page that is not found. */
  readonly code?: string;
}

export interface Row {
  readonly reads?: Reads;
  readonly writes?: Readonly<Record<string, Write | 'for everyone'>>;
  readonly query?: string;
  readonly params?: Fields;
}

const everyone: Reads = [200, 200, 200, 200, 200, 200];
const signedIn: Reads = [303, 200, 200, 200, 200, 200];
const officers: Reads = [303, 404, 200, 404, 200, 200];
/** What belongs to the branch: to others it does not exist. */
const branch: Reads = [303, 404, 404, 404, 200, 200];
const nobody: Reads = [303, 404, 404, 404, 404, 404];
const noPage: Reads = [404, 404, 404, 404, 404, 404];

const own = (fields: Fields = {}): Write => ({ denied: 'strangers', fields });
const office = (fields: Fields = {}): Write => ({ denied: 'outsiders', fields });
const open = 'for everyone';

const uuid = '0b9a4b0e-6f0e-4d55-9a3e-6b0f8a3c1d22';
const reason = 'Dafür gibt es keinen Grund.';
const day = '2026-03-01';
const home = { postcode: '24937', town: 'Flensburg', country: 'DE' };
const person = { givenName: 'Eve', familyName: 'Fremd', locale: 'de' };
const password = 'vier Igel im Nebel';
const link = { denied: 'strangers', fields: { token: 'abcdefghijkmnpqrstuvwx' } } as const;

/** Every route of the house. A route without a row fails its test. */
export const ROWS: Readonly<Record<string, Row>> = {
  '/': { reads: everyone },
  '/activate': { reads: everyone, writes: { default: { ...link, fields: { ...link.fields, password } } } },
  '/address-changes': {
    reads: officers,
    writes: { approve: office({ id: uuid }), stop: office({ id: uuid }) },
  },
  '/address-changes/new': {
    reads: branch,
    query: '?person={person}',
    writes: { default: office({ email: 'eve@example.org', reason }) },
  },
  '/applications': { reads: officers },
  '/applications/[application]': {
    reads: branch,
    writes: {
      admit: office({ sameAs: 'nobody' }),
      refuse: office({ reason }),
      handOn: office({ unitNumber: '112', reason }),
    },
  },
  '/booth': { reads: everyone },
  '/debates': { reads: everyone },
  '/dev/mail': { reads: everyone },
  '/dev/mail/[id]': { reads: noPage, params: { id: uuid } },
  '/dev/ui': { reads: everyone },
  '/health/live': { reads: everyone },
  '/health/ready': { reads: everyone },
  '/import': { reads: officers, query: '?unit=111', writes: { default: office() } },
  '/import/[run]': {
    reads: branch,
    writes: { apply: office(), discard: office(), recheck: office() },
  },
  '/import/template.csv': { reads: [404, 404, 200, 404, 200, 200] },
  '/imprint': { reads: everyone },
  '/join': { reads: everyone, writes: { default: open } },
  '/join/confirm': { reads: everyone, writes: { confirm: link, withdraw: link } },
  '/language': { reads: [303, 303, 303, 303, 303, 303], writes: { default: open } },
  '/me': { reads: signedIn },
  '/me/leave': { reads: signedIn, writes: { default: own({ endedOn: '2027-03-01', understood: 'yes' }) } },
  '/me/security': {
    reads: signedIn,
    writes: { end: own({ hash: 'a'.repeat(64) }), others: own() },
  },
  '/me/security/address': { reads: signedIn, writes: { default: own({ email: 'eve@example.org' }) } },
  '/me/security/password': {
    reads: signedIn,
    writes: { default: own({ oldPassword: password, password: 'fünf Igel im Nebel' }) },
  },
  '/me/security/second-factor': {
    reads: signedIn,
    writes: {
      totp: own({ sealed: 'x'.repeat(40), code: '123456' }),
      passkey: open,
      codes: own(),
      removePasskey: own({ id: 'AAAA' }),
      removeTotp: own(),
    },
  },
  '/me/transfer': {
    reads: signedIn,
    writes: { apply: own({ unitNumber: '112', wishedOn: '2027-03-01' }), withdraw: own() },
  },
  '/members': { reads: officers },
  '/members/[person]': { reads: branch, writes: { invite: office() } },
  '/members/[person]/edit': {
    reads: branch,
    writes: { person: office(person), home: office({ ...home, since: day }) },
  },
  '/members/[person]/membership': {
    reads: branch,
    writes: {
      dues: office({ standing: 'in-arrears', since: day }),
      correct: office({ joinedOn: '2020-01-01' }),
      move: office({ unitNumber: '112', movedOn: day }),
      end: office({ endedOn: day, reason: 'left' }),
      readmit: office({ unitNumber: '111', joinedOn: day }),
      takeBack: office({ why: reason }),
      suspend: office({ fromOn: day, toOn: '2027-03-01', reason }),
      resume: office({ suspensionId: uuid, toOn: day }),
    },
  },
  '/members/[person]/admission': {
    reads: branch,
    writes: {
      raise: office({ reason }),
      decide: office({ objectionId: uuid, decision: 'dismissed', reason }),
    },
  },
  '/members/[person]/merge': { reads: branch, writes: { default: office({ otherId: '{twin}' }) } },
  '/members/[person]/merges/[merge]': { reads: branch, writes: { default: office() } },
  '/members/export': { reads: officers },
  '/members/export/file': {
    writes: { POST: office({ unitNumber: '111', purpose: 'Für die Einladung zur Versammlung' }) },
  },
  '/members/new': {
    reads: officers,
    writes: {
      default: {
        denied: 'outsiders',
        fields: { ...person, ...home, unitNumber: '111', joinedOn: day, isAnother: 'yes' },
        code: 'unit-unknown',
      },
    },
  },
  '/motions': { reads: everyone },
  '/office/delegate-keys': { reads: officers },
  '/office/delegate-keys/new': {
    reads: officers,
    writes: {
      default: office({
        title: 'Kreisparteitag',
        unitId: '{unitId}',
        cutOff: day,
        counted: 'members',
        method: 'adams',
        seats: '10',
        baseMandates: '0',
      }),
    },
  },
  '/office/delegate-keys/[key]': {
    reads: branch,
    writes: { lot: office({ winners: '0', account: reason }) },
  },
  '/office/delegate-keys/[key]/key.pdf': { reads: [404, 404, 404, 404, 200, 200] },
  '/office/referendums': { reads: officers },
  '/office/referendums/[uuid]': {
    reads: branch,
    writes: {
      inspect: office(),
      open: office(),
      restart: office({ reason }),
      decide: office({ id: uuid, decision: 'upheld', reason }),
      confirm: office({ decision: 'confirm', reason }),
      archive: office(),
      abort: office({ reason, evidence: '' }),
      advance: office(),
    },
  },
  '/office/referendums/[uuid]/draft/[step]': {
    reads: [303, 404, 303, 404, 200, 200],
    params: { uuid: '{draft}', step: 'question' },
    writes: {
      change: office({ change: 'add' }),
      question: office({
        'q.0.text': 'Soll es so sein?',
        'q.0.kind': 'decision',
        'q.0.answer.0': 'Ja',
        'q.0.answer.1': 'Nein',
        'q.0.min': '1',
        'q.0.max': '1',
      }),
      arguments: office({ title: 'Soll es anders sein?' }),
      electorate: office({ preset: 'members', cutOff: day, minimumBallots: '3' }),
      times: office({
        rollObjectionUntil: '2027-01-01T10:00',
        opensAt: '2027-01-02T10:00',
        closesAt: '2027-01-03T10:00',
        objectionHours: '24',
      }),
      addTrustee: office({ personId: uuid, body: 'Vorstand' }),
      removeTrustee: office({ index: '1' }),
      threshold: office({ threshold: '2' }),
      inspect: office(),
    },
  },
  '/office/referendums/[uuid]/minutes': { reads: noPage },
  '/office/referendums/new': {
    reads: officers,
    writes: { default: office({ unitId: '{unitId}', title: 'Soll es anders sein?', preset: 'members' }) },
  },
  '/party.css': { reads: everyone },
  '/personas': { reads: everyone, writes: { default: open } },
  '/privacy': { reads: everyone },
  '/record': { reads: everyone },
  '/record/[uuid]': { reads: everyone, writes: { lookup: open } },
  '/record/[uuid]/checkpoint': { reads: everyone },
  '/record/[uuid]/consistency': { reads: everyone, query: '?from=1&to=1' },
  '/record/[uuid]/entries': { reads: everyone },
  '/record/[uuid]/files/[file]': { reads: everyone, params: { file: 'record.jsonl' } },
  '/record/[uuid]/leaves': { reads: everyone },
  '/record/[uuid]/inclusion': { reads: everyone, query: '?index=0&size=1' },
  '/record/[uuid]/minutes': { reads: noPage },
  '/referendums': { reads: signedIn },
  '/referendums/[uuid]': {
    reads: branch,
    writes: { object: office({ kind: 'other', body: reason }) },
  },
  '/referendums/[uuid]/draw': {
    reads: branch,
    writes: { draw: office({ blinded: 'A'.repeat(512) }) },
  },
  '/referendums/[uuid]/trustee': {
    reads: nobody,
    writes: {
      message: office({ message: '{}' }),
      test: office({ test: '{}' }),
      answer: office({ maker: '1', answer: '{}' }),
      confirm: office({ content: '1' }),
      decryption: office({ decryption: '{}', challenge: '1', response: '1' }),
    },
  },
  '/referendums/[uuid]/trustee/board': { reads: noPage },
  '/referendums/[uuid]/trustee/count': { reads: noPage },
  '/referendums/[uuid]/trustee/demo-key': { reads: noPage },
  '/reset': { reads: everyone, writes: { default: open } },
  '/reset/address': { reads: everyone, writes: { default: link } },
  '/reset/password': {
    reads: everyone,
    writes: { default: { ...link, fields: { ...link.fields, password } } },
  },
  '/reset/second-factor': { reads: everyone, writes: { default: link } },
  '/reset/stop': { reads: everyone, writes: { default: link } },
  '/rolls': { reads: officers },
  '/rolls/[roll]': { reads: branch, writes: { recompute: office() } },
  '/rolls/[roll]/lines/[line]': {
    reads: branch,
    writes: { decide: office({ verdict: 'no', reason }), recheck: office() },
  },
  '/rolls/[roll]/me': {
    reads: [303, 404, 404, 404, 404, 200],
    writes: { default: office({ text: reason }) },
  },
  '/rolls/[roll]/me/proof.json': { reads: [404, 404, 404, 404, 404, 200] },
  '/rolls/[roll]/objections': {
    reads: branch,
    writes: { decide: office({ objectionId: uuid, decision: 'dismissed', reason }) },
  },
  '/rolls/[roll]/roll.csv': { reads: [404, 404, 404, 404, 200, 200] },
  '/rolls/[roll]/roll.pdf': { reads: [404, 404, 404, 404, 200, 200] },
  '/rolls/[roll]/seal': { reads: branch, writes: { default: office({ hash: 'a'.repeat(64) }) } },
  '/rolls/[roll]/tasks': { reads: branch },
  '/rolls/me': { reads: signedIn },
  '/setup': { reads: everyone, writes: { default: open } },
  '/setup/next': {
    reads: nobody,
    writes: { default: office({ imprint: 'x'.repeat(50), privacy: 'x'.repeat(50) }) },
  },
  '/sign-in': {
    reads: [200, 303, 303, 303, 303, 303],
    writes: { password: open, passkey: open },
  },
  '/sign-in/again': {
    reads: [303, 303, 303, 303, 303, 303],
    writes: { password: own({ password }), passkey: open },
  },
  '/sign-in/code': {
    reads: [303, 303, 303, 303, 303, 303],
    writes: { code: own({ code: '123456' }), passkey: open, lost: own() },
  },
  '/sign-out': { reads: everyone, writes: { default: open } },
  '/statutes': { reads: everyone },
  '/transfers': { reads: officers },
  '/transfers/[transfer]': {
    reads: branch,
    writes: { default: office({ side: 'giving', decision: 'agreed' }) },
  },
  '/units': { reads: [303, 404, 303, 404, 303, 303] },
  '/units/[number]': { reads: branch, params: { number: '111' } },
  '/units/[number]/edit': {
    reads: branch,
    params: { number: '111' },
    writes: {
      change: office({ name: 'Kreis Anders' }),
      add: office({ kind: 'ort', name: 'Ort Neu' }),
    },
  },
  '/units/[number]/offices': {
    reads: branch,
    params: { number: '111' },
    writes: {
      record: office({ memberNumber: 'T-1', kind: 'board', fromOn: day }),
      end: office({ officeId: '{officeId}', toOn: day }),
    },
  },
  '/vote/[uuid]/ballots': { writes: { POST: open } },
  '/vote/[uuid]/election': { reads: everyone },
  '/vote/[uuid]/lookup': { writes: { POST: open } },
};
