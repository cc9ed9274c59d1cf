import type { ReferendumText } from '#lib/referendums/referendum.ts';

export const OPEN_QUESTION: ReferendumText = {
  title: 'Soll der Kreisverband ein Haus der Begegnung eröffnen?',
  explanation:
    'Der Kreisverband kann ab Herbst die alte Druckerei am Kanal mieten. Daraus soll ein **Haus der Begegnung** werden: ein offener Raum für Gruppen, Beratung und Versammlungen, sechs Tage in der Woche.\n\nDie Miete kostet 1.900 Euro im Monat. Der Vertrag läuft zunächst drei Jahre.',
  pro: 'Wer uns kennenlernen will, braucht eine Tür, die offen steht. Ein fester Ort spart Saalmieten und gibt den Gruppen ein Zuhause.',
  contra:
    'Die Miete bindet ein Viertel unserer Mittel für drei Jahre. Im Wahljahr fehlt das Geld, und der Dienst am Tresen hängt an wenigen.',
  links: [],
  questions: [
    {
      kind: 'decision',
      text: 'Soll der Kreisverband die alte Druckerei mieten und dort ein Haus der Begegnung eröffnen?',
      answers: ['Ja', 'Nein'],
      min: 1,
      max: 1,
      blank: true,
      offersInvalid: true,
    },
    {
      kind: 'choice',
      text: 'Wenn es eröffnet wird: Wofür soll der große Raum zuerst da sein?',
      answers: ['Nachbarschaft und Beratung', 'Junge Gruppen und Kultur', 'Versammlungen und Bildung'],
      min: 1,
      max: 2,
      blank: true,
      offersInvalid: false,
    },
  ],
};

export const COUNTED_QUESTION: ReferendumText = {
  title: 'Sollen Kreisversammlungen künftig immer auch online besucht werden können?',
  explanation: 'Der Vorstand schlägt vor, jede Kreisversammlung auch als Videokonferenz zu öffnen.',
  pro: 'Wer Kinder hat, Schicht arbeitet oder weit draußen wohnt, kann endlich dabei sein.',
  contra: 'Zwei Versammlungen auf einmal zu leiten ist schwer. Im Saal hört man einander besser zu.',
  links: [],
  questions: [
    {
      kind: 'decision',
      text: 'Soll jede Kreisversammlung auch online besucht werden können?',
      answers: ['Ja', 'Nein'],
      min: 1,
      max: 1,
      blank: true,
      offersInvalid: false,
    },
  ],
};

export const INSPECTED_QUESTION: ReferendumText = {
  title: 'Soll die Mitgliederzeitung nur noch digital erscheinen?',
  explanation: 'Druck und Versand kosten im Jahr so viel wie zwei Sommerfeste.',
  pro: 'Das gesparte Geld fließt in die Arbeit vor Ort.',
  contra: 'Viele lesen auf Papier, und das Blatt liegt in Cafés und Wartezimmern.',
  links: [],
  questions: [
    {
      kind: 'decision',
      text: 'Soll die Mitgliederzeitung ab dem nächsten Jahr nur noch digital erscheinen?',
      answers: ['Ja', 'Nein'],
      min: 1,
      max: 1,
      blank: true,
      offersInvalid: false,
    },
  ],
};
