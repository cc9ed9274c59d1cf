/**
 * The key requirements of OWASP ASVS 5.0 (level 2, level 3 on the way of a vote) that security.md R-63 names, in short,
 * and what shows that each holds: IDs that tests name in brackets, or a file and the title of a test in it.
 */
export interface Requirement {
  readonly requires: string;
  readonly shownBy: readonly string[];
}

const OWN_WRITES = 'src/lib/platform/request-guard.test.ts';

export const ASVS: Readonly<Record<string, Requirement>> = {
  '1.2.10': { requires: 'no formulas in exported tables', shownBy: ['W-11'] },
  '1.3.5': { requires: 'Markdown and styles of users are made harmless', shownBy: ['W-09'] },
  '1.3.6': { requires: 'no request to addresses that users name', shownBy: ['W-19'] },
  '1.3.12': { requires: 'no expression that an input makes slow', shownBy: ['W-26'] },
  '2.3.3': { requires: 'an act happens whole or not at all', shownBy: ['R-13', 'B-06'] },
  '2.3.4': { requires: 'what exists once is given once', shownBy: ['B-01'] },
  '2.3.5': { requires: 'grave acts take several people', shownBy: ['B-21'] },
  '3.5.1': {
    requires: 'writes come from our own pages',
    shownBy: [`${OWN_WRITES}: is refused without an origin`],
  },
  '3.5.2': {
    requires: 'no way around that by a simple request',
    shownBy: [`${OWN_WRITES}: is refused from another site even if the origin is forged`],
  },
  '3.5.3': {
    requires: 'reading methods write nothing',
    shownBy: ['tests/attacks/door.test.ts: keeps its method, whatever headers, query or fields say'],
  },
  '3.5.4': {
    requires: 'the booth has a hostname of its own',
    shownBy: [
      'src/serving/admission.test.ts: serves nothing of the app, where somebody may be signed in: %s',
    ],
  },
  '4.4.2': { requires: 'sockets ask for their origin', shownBy: ['W-21'] },
  '5.2.3': { requires: 'limits on what is unpacked', shownBy: ['W-23', 'W-25'] },
  '5.3.3': { requires: 'no path out of an archive', shownBy: ['W-23'] },
  '6.3.1': { requires: 'guessing is slowed down', shownBy: ['W-15'] },
  '6.3.8': { requires: 'nobody learns who has an account', shownBy: ['P-08'] },
  '7.2.4': { requires: 'a new session at each sign-in', shownBy: ['W-13'] },
  '7.4.1': { requires: 'an ended session opens nothing', shownBy: ['W-14'] },
  '7.4.2': { requires: 'sessions end with the membership or office', shownBy: ['W-14'] },
  '7.4.3': { requires: 'other sessions end with a changed password or factor', shownBy: ['W-14'] },
  '8.2.1': { requires: 'each function asks for its power', shownBy: ['W-01'] },
  '8.2.2': { requires: 'each object asks for its branch', shownBy: ['W-01', 'W-02'] },
  '8.2.3': { requires: 'each field asks for its power', shownBy: ['W-18'] },
  '8.3.2': { requires: 'changed powers count at once', shownBy: ['W-14'] },
  '8.4.1': { requires: 'branches are closed to each other', shownBy: ['R-56'] },
  '15.3.3': { requires: 'only the fields of a form are taken', shownBy: ['W-18'] },
  '15.3.6': { requires: 'no prototype is polluted', shownBy: ['W-27'] },
  '15.4.2': { requires: 'checked and done in one', shownBy: ['B-01', 'W-15'] },
  '16.5.3': { requires: 'what breaks stays closed', shownBy: ['W-35'] },
};
