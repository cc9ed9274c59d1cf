import type { ArticleDraft } from '../article.ts';
import { FIRST_DAY } from './first-day.ts';

/** §§ 7–11: branches, assemblies, congress, quota. */
export const organisation: readonly ArticleDraft[] = [
  {
    key: 'branches',
    number: '§ 7',
    title: { de: 'Gliederungen', en: 'Branches' },
    text: {
      de: `1. Die Partei gliedert sich in Landes-, Kreis- und Ortsverbände. Jedes Mitglied gehört zu genau einer untersten Gliederung.
2. Ein Ortsverband braucht fünf Mitglieder, ein Kreisverband sieben.
3. Jede Gliederung verwaltet die Daten ihrer eigenen Mitglieder. Eine andere sieht sie nicht.`,
      en: `1. The party has state, district and local branches. Every member belongs to exactly one lowest branch.
2. A local branch needs five members, a district branch seven.
3. Each branch keeps the data of its own members. Another branch does not see them.`,
    },
    numbers: { 'unit.minimum-members': { ort: 5, kreis: 7 } },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'assemblies',
    number: '§ 8',
    title: { de: 'Mitgliederversammlung', en: 'Members’ meeting' },
    text: {
      de: `1. Zur Mitgliederversammlung lädt der Vorstand zwei Wochen vorher mit Tagesordnung ein, elektronisch oder durch Brief.
2. Ein Viertel der Mitglieder kann eine Versammlung verlangen.`,
      en: `1. The board invites to the members’ meeting two weeks ahead with an agenda, electronically or by letter.
2. A quarter of the members may demand a meeting.`,
    },
    numbers: { 'assembly.notice-weeks': 2, 'assembly.forced-by': '1/4' },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'nomination',
    number: '§ 9',
    title: { de: 'Aufstellung von Kandidierenden', en: 'Nominating candidates' },
    text: {
      de: `1. Zur Aufstellungsversammlung wird mindestens zehn Tage vorher eingeladen. Eingeladen werden alle Mitglieder, die im Wahlgebiet am Tag der Versammlung wahlberechtigt sind, auch wenn ihr Beitrag offen ist.
2. Gewählt wird geheim. Alle Anwesenden dürfen vorschlagen; wer vorgeschlagen ist, stellt sich und sein Programm in angemessener Zeit vor.`,
      en: `1. Invitations to a nomination assembly go out at least ten days ahead. Invited are all members who may vote in the constituency on the day of the assembly, even if their dues are open.
2. The vote is secret. Everyone present may propose; whoever is proposed is given fair time to present themselves and their programme.`,
    },
    numbers: { 'nomination.notice-days': 10 },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'congress',
    number: '§ 10',
    title: { de: 'Parteitag', en: 'Party congress' },
    text: {
      de: `1. Der Parteitag hat 500 Delegierte aus den Kreisverbänden. Verteilt wird nach dem Verfahren Adams in Zweierschritten nach zahlenden und befreiten Mitgliedern am 31. Dezember.
2. Er wird acht Wochen vorher einberufen; eingeladen wird vier Wochen vorher. Anträge sind bis sechs Wochen vorher einzureichen.`,
      en: `1. The congress has 500 delegates from the district branches. Seats are shared out by the method of Adams in pairs, by paying and exempt members on 31 December.
2. It is convened eight weeks ahead; invitations go out four weeks ahead. Motions are due six weeks ahead.`,
    },
    numbers: {
      'congress.delegates': 500,
      'congress.method': 'adams-in-pairs',
      'congress.convene-weeks': 8,
      'congress.invite-weeks': 4,
      'congress.motions-weeks': 6,
    },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'quota',
    number: '§ 11',
    title: { de: 'Mindestquote', en: 'Minimum quota' },
    text: {
      de: `1. In Vorständen, Delegationen und auf Listen gehen mindestens die Hälfte der Plätze an Frauen.
2. Bleibt ein solcher Platz unbesetzt, bleibt er frei. Das Geschlecht gibt jede Person selbst an.`,
      en: `1. At least half of the places on boards, delegations and lists go to women.
2. A place that cannot be filled in this way stays vacant. Everyone states their own gender.`,
    },
    numbers: { 'quota.women-share': '1/2' },
    validFrom: FIRST_DAY,
    validTo: null,
  },
];
