import type { ArticleDraft } from '../article.ts';
import { FIRST_DAY } from './first-day.ts';

/** §§ 1–6: who belongs to the party and with which rights. */
export const members: readonly ArticleDraft[] = [
  {
    key: 'purpose',
    number: '§ 1',
    title: { de: 'Wofür es diese Partei gibt', en: 'What this party is for' },
    text: {
      de: `1. Die Partei wirkt an der politischen Willensbildung mit. Ihr Sitz ist Berlin.
2. Sie entscheidet von unten nach oben: Was die Mitglieder entschieden haben, bindet alle Organe, soweit das Gesetz es zulässt.
3. Jede Entscheidung nennt ihre Regel. Wer betroffen ist, kann die Rechnung nachvollziehen.`,
      en: `1. The party takes part in forming the political will of the people. Its seat is Berlin.
2. It decides from the bottom up: what the members have decided binds all organs as far as the law allows.
3. Every decision names its rule. Whoever is affected can follow the arithmetic.`,
    },
    numbers: {},
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'joining',
    number: '§ 2',
    title: { de: 'Mitglied werden', en: 'Becoming a member' },
    text: {
      de: `1. Mitglied kann werden, wer mindestens 14 Jahre alt ist, die Ziele der Partei teilt und keiner anderen Partei angehört. Auf die Staatsangehörigkeit kommt es nicht an.
2. Die Mitgliedschaft beginnt mit dem Eintritt und wird sechs Wochen danach voll wirksam, wenn bis dahin niemand begründet Einspruch erhoben hat. Bis dahin gelten die Rechte eines Gastmitglieds.
3. Zuständig ist der Kreisverband des Hauptwohnsitzes. Ein anderer Kreisverband kann auf Antrag aufnehmen, wenn beide Vorstände zustimmen.
4. Wessen Antrag abgelehnt wurde, kann ihn nach einem Jahr neu stellen; nach einem Ausschluss nach zwei Jahren.
5. Der Vorstand entscheidet innerhalb von vier Wochen über den Antrag. Eine Ablehnung nennt ihren Grund.`,
      en: `1. Anyone may become a member who is at least 14 years old, shares the party’s aims and belongs to no other party. Citizenship does not matter.
2. Membership begins on joining and takes full effect six weeks later unless someone has objected with reasons by then. Until then the rights of a guest member apply.
3. The district branch of the main residence is responsible. Another branch may admit on application if both boards agree.
4. Whoever was refused may apply again after one year; after an expulsion, after two years.
5. The board decides on an application within four weeks. A refusal states its reason.`,
    },
    numbers: {
      'membership.minimum-age': 14,
      'membership.citizenship-required': false,
      'membership.other-party-allowed': false,
      'membership.effective-after-weeks': 6,
      'membership.decision-weeks': 4,
      'membership.retry-after-refusal-years': 1,
      'membership.return-after-expulsion-years': 2,
    },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'member-rights',
    number: '§ 3',
    title: { de: 'Rechte und Pflichten', en: 'Rights and duties' },
    text: {
      de: `1. Jedes Mitglied darf mitreden, Anträge stellen, wählen, gewählt werden und an Mitgliederentscheiden teilnehmen.
2. Wer teilnehmen darf und wer nicht, wird mit Grund und Paragraf mitgeteilt. Fehlt eine Angabe, wird sie nachgefragt; eine fehlende Angabe nimmt niemandem ein Recht.
3. Ein Recht ruht nur, solange ein Schiedsgericht oder in dringenden Fällen ein Vorstand das mit Begründung und Ende festgestellt hat.`,
      en: `1. Every member may speak, move motions, vote, stand for election and take part in member referendums.
2. Who may take part and who may not is told with the reason and the paragraph. Where a detail is missing it is asked for; a missing detail takes no one’s right away.
3. A right is suspended only while a court of arbitration or, in urgent cases, a board has found so with reasons and an end date.`,
    },
    numbers: {},
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'transfer',
    number: '§ 4',
    title: { de: 'Umziehen und wechseln', en: 'Moving and changing branch' },
    text: {
      de: `1. Wer umzieht, gehört ab der Meldung zum Kreisverband des neuen Hauptwohnsitzes.
2. Wer ohne Umzug wechselt, hat das Stimmrecht im neuen Kreisverband sechs Wochen nach der Zustimmung beider Vorstände. Doppelt stimmt niemand.
3. Schweigt ein Vorstand vier Wochen lang zu einem Antrag auf Wechsel, so hat er zugestimmt. Wer ablehnt, begründet es.`,
      en: `1. Whoever moves belongs to the district branch of the new main residence from the day of notice.
2. Whoever changes branch without moving may vote in the new one six weeks after both boards have agreed. No one votes twice.
3. A board that is silent for four weeks on an application to change branch has agreed. Whoever refuses gives reasons.`,
    },
    numbers: { 'transfer.effective-after-weeks': 6, 'transfer.answer-weeks': 4 },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'dues',
    number: '§ 5',
    title: { de: 'Beitrag und Rückstand', en: 'Dues and arrears' },
    text: {
      de: `1. Den Beitrag schätzt jedes Mitglied nach der Beitragstabelle selbst ein. Ein Vorstand kann für höchstens ein Jahr befreien und die Befreiung wiederholen.
2. Wer sechs Monate lang nicht zahlt, ist im Rückstand. Dann folgen der Reihe nach: das Angebot eines Gesprächs, mindestens eine schriftliche Erinnerung, die Feststellung durch den zuständigen Vorstand.
3. Gegen die Feststellung ist vier Wochen lang Einspruch möglich. Ein Rückstand beendet keine Mitgliedschaft von selbst.`,
      en: `1. Members assess their own dues by the table of dues. A board may exempt for one year at most and repeat the exemption.
2. Whoever does not pay for six months is in arrears. Then follow, in this order: the offer of a talk, at least one written reminder, a finding by the competent board.
3. Objection to the finding is possible for four weeks. Arrears never end a membership by themselves.`,
    },
    numbers: { 'dues.arrears-months': 6, 'dues.objection-weeks': 4, 'dues.hardship-exemption-years': 1 },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'leaving',
    number: '§ 6',
    title: { de: 'Austreten', en: 'Leaving' },
    text: {
      de: `1. Austreten kann jedes Mitglied jederzeit durch Erklärung gegenüber seinem Kreisverband.
2. Die Mitgliedschaft endet außerdem durch Tod, durch Beitritt zu einer anderen Partei und durch einen rechtskräftigen Ausschluss.
3. Was ein früheres Mitglied entschieden, gestimmt oder geschrieben hat, bleibt gültig.`,
      en: `1. Every member may leave at any time by declaration to their district branch.
2. Membership also ends by death, by joining another party and by a final expulsion.
3. What a former member decided, voted or wrote remains valid.`,
    },
    numbers: {},
    validFrom: FIRST_DAY,
    validTo: null,
  },
];
