import type { ArticleDraft } from '../article.ts';
import { FIRST_DAY } from './first-day.ts';

/** The day on which petitions became easier: the statute of the demo has a past. */
const REFORM = '2025-07-01';

const PETITION = {
  key: 'petition',
  number: '§ 12',
  title: { de: 'Mitgliederbegehren', en: 'Petition' },
} as const;

/** §§ 12–16: petition, referendum, changing the statute. */
export const decisions: readonly ArticleDraft[] = [
  {
    ...PETITION,
    text: {
      de: `1. Ein Mitgliederentscheid findet statt, wenn ihn zehn Prozent der Mitglieder verlangen. Für die Sammlung haben sie drei Monate Zeit.
2. Über die Zulässigkeit wird innerhalb von vier Wochen entschieden.`,
      en: `1. A member referendum takes place if ten per cent of the members demand it. They have three months to collect support.
2. Admissibility is decided within four weeks.`,
    },
    numbers: {
      'petition.initiators': [{ type: 'members-share', share: '1/10' }],
      'petition.collection-months': 3,
      'petition.admissibility-weeks': 4,
    },
    validFrom: FIRST_DAY,
    validTo: REFORM,
  },
  {
    ...PETITION,
    text: {
      de: `1. Ein Mitgliederentscheid findet statt, wenn ihn fünf Prozent der Mitglieder verlangen, Gliederungen, die zusammen ein Viertel der Mitglieder vertreten, acht Landesverbände, der Parteitag oder der Parteirat.
2. Für die Sammlung ist drei Monate Zeit, auch online. Über die Zulässigkeit wird innerhalb von vier Wochen entschieden; die Entscheidung nennt ihre Gründe.`,
      en: `1. A member referendum takes place if it is demanded by five per cent of the members, by branches that together represent a quarter of the members, by eight state branches, by the congress or by the council.
2. Support may be collected for three months, also online. Admissibility is decided within four weeks; the decision states its reasons.`,
    },
    numbers: {
      'petition.initiators': [
        { type: 'members-share', share: '1/20' },
        { type: 'branches-representing-share', share: '1/4' },
        { type: 'state-branches', count: 8 },
        { type: 'organ', organ: 'congress' },
        { type: 'organ', organ: 'council' },
      ],
      'petition.collection-months': 3,
      'petition.admissibility-weeks': 4,
    },
    validFrom: REFORM,
    validTo: null,
  },
  {
    key: 'referendum',
    number: '§ 13',
    title: { de: 'Mitgliederentscheid', en: 'Member referendum' },
    text: {
      de: `1. Im Mitgliederentscheid entscheiden die Mitglieder in geheimer Abstimmung an Stelle des Parteitags. Wo das Gesetz dem Parteitag die Entscheidung vorbehält, bestätigt er sie.
2. Gültig ist der Entscheid, wenn mindestens ein Viertel der Stimmberechtigten abgestimmt hat. Ungültige Stimmen und Enthaltungen zählen bei der Beteiligung mit; nötige Zahlen werden aufgerundet.
3. Angenommen ist, wofür mehr Ja- als Nein-Stimmen abgegeben wurden: mehr als die Hälfte der Summe aus Ja und Nein. Gleichstand lehnt ab.
4. Über dieselbe Frage wird frühestens nach zwei Jahren wieder entschieden.`,
      en: `1. In a member referendum the members decide by secret vote in place of the congress. Where the law reserves the decision to the congress, it confirms it.
2. The referendum is valid if at least a quarter of those entitled have voted. Invalid votes and abstentions count for turnout; needed numbers are rounded up.
3. A question is carried by more yes than no votes: more than half of the sum of yes and no. A draw rejects.
4. The same question is not decided again within two years.`,
    },
    numbers: {
      'referendum.quorum': { share: '1/4', of: 'entitled', measure: 'cast' },
      'referendum.majority': { base: 'yes+no', threshold: 'more-than-half' },
      'referendum.repeat-block-years': 2,
    },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'roll',
    number: '§ 14',
    title: { de: 'Wählerverzeichnis', en: 'The roll' },
    text: {
      de: `1. Stimmberechtigt ist, wessen Mitgliedschaft am Stichtag voll wirksam ist und wessen Rechte nicht ruhen. Was danach geschieht, ändert daran nichts.
2. Das Wählerverzeichnis liegt vierzehn Tage lang aus. Jedes Mitglied sieht seine eigene Zeile mit dem Grund und kann Einspruch erheben; entschieden wird mit Begründung vor dem Versiegeln.
3. Zwei Mitglieder des Wahlausschusses versiegeln es gemeinsam. Abgestimmt wird nur bei mindestens zehn Stimmberechtigten, sonst wäre die Stimme nicht geheim.`,
      en: `1. Entitled to vote is whoever’s membership is in full effect on the cut-off day and whose rights are not suspended. What happens afterwards changes nothing.
2. The roll is open for inspection for fourteen days. Every member sees their own line with its reason and may object; objections are decided with reasons before sealing.
3. Two members of the election committee seal it together. A vote is held only with at least ten people entitled, since it would not be secret otherwise.`,
    },
    numbers: { 'referendum.inspection-days': 14, 'referendum.minimum-electorate': 10 },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'voting',
    number: '§ 15',
    title: { de: 'Abstimmung und Auszählung', en: 'Voting and counting' },
    text: {
      de: `1. Abgestimmt wird mindestens sieben und höchstens 28 Tage lang.
2. Drei Schlüsselhüter:innen aus verschiedenen Gliederungen halten die Schlüssel; zwei von ihnen müssen zusammenwirken, damit ausgezählt werden kann. Vor dem Ende der Abstimmung gibt es kein Zwischenergebnis.
3. Das Ergebnis wird mit Rechenweg und allen Unterlagen veröffentlicht, mit denen es jede Person nachrechnen kann. Einspruch ist dreißig Tage lang möglich.`,
      en: `1. Voting lasts at least seven and at most 28 days.
2. Three trustees from different branches hold the keys; two of them must act together to count. There is no interim result before the vote ends.
3. The result is published with its working and all records from which anyone can recompute it. Objections are possible for thirty days.`,
    },
    numbers: {
      'referendum.voting-days': { least: 7, most: 28 },
      'referendum.trustees': { count: 3, threshold: 2 },
      'referendum.objection-days': 30,
    },
    validFrom: FIRST_DAY,
    validTo: null,
  },
  {
    key: 'amending',
    number: '§ 16',
    title: { de: 'Satzungsänderung und Auflösung', en: 'Amending the statute, dissolution' },
    text: {
      de: `1. Diese Satzung ändert, wer zwei Drittel der gültigen Stimmen für sich hat; Enthaltungen sind gültige Stimmen.
2. Auflösung und Verschmelzung brauchen drei Viertel der gültigen Stimmen auf dem Parteitag und danach einen Mitgliederentscheid.`,
      en: `1. This statute is amended by two thirds of the valid votes; abstentions are valid votes.
2. Dissolution and merger need three quarters of the valid votes at a congress and then a member referendum.`,
    },
    numbers: {
      'statute.majority': { base: 'valid', threshold: 'two-thirds' },
      'dissolution.majority': { base: 'valid', threshold: 'three-quarters' },
    },
    validFrom: FIRST_DAY,
    validTo: null,
  },
];
