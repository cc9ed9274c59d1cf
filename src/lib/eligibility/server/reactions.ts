import { and, desc, eq } from 'drizzle-orm';
import { m } from '#lib/i18n/paraglide/messages.js';
import { refusalText } from '#lib/i18n/refusals.ts';
import { type Recipient, recipientsOf } from '#lib/accounts/server/index.ts';
import type { Fact } from '#lib/platform/facts.ts';
import { config } from '#lib/platform/server/config.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { Reaction } from '#lib/platform/server/facts.server.ts';
import { sendMail } from '#lib/platform/server/jobs/mail.server.ts';
import { ELIGIBILITY_FACTS } from '../facts.ts';
import { verdictWord } from '../ui/verdict-word.ts';
import { lineOf } from './own-place.ts';
import { asRoll } from './roll-role.ts';
import { rollById, type WholeRoll } from './summaries.ts';
import { rollApproval, rollObjection } from './tables.ts';

/** Tells a member what was decided about them, and the committee when somebody reached for a sealed roll. */
export const tellByMail: Reaction = async (tx, fact) => {
  const write = letters[fact.kind];
  const roll = write && (await asRoll(tx, () => rollById(tx, fact.subject.id)));
  if (roll) await write(tx, fact, roll);
};

type Letter = (tx: Tx, fact: Fact, roll: WholeRoll) => Promise<void>;

const letters: Readonly<Record<string, Letter>> = {
  [ELIGIBILITY_FACTS.objectionDecided]: tellDecision,
  [ELIGIBILITY_FACTS.lineDecided]: tellLine,
  [ELIGIBILITY_FACTS.lineRechecked]: tellLine,
  [ELIGIBILITY_FACTS.attemptRefused]: raiseAlarm,
};

async function tellDecision(tx: Tx, fact: Fact, roll: WholeRoll): Promise<void> {
  const id = String(fact.detail?.objectionId);
  const [row] = await asRoll(tx, () =>
    tx
      .select()
      .from(rollObjection)
      .where(and(eq(rollObjection.id, id), eq(rollObjection.rollId, roll.rollId))),
  );
  for (const to of await recipientsOf(tx, [String(fact.detail?.personId)])) {
    const options = { locale: to.locale };
    const upheld = row?.decision === 'upheld';
    const decision = upheld
      ? m.roll_objection_was_upheld({}, options)
      : m.roll_objection_was_dismissed({}, options);
    await sendMail(tx, {
      dedupe: `objection-decided ${id}`,
      recipient: to.email,
      subject: m.roll_mail_decided_subject({}, options),
      body: m.roll_mail_decided_body(
        { ...named(roll, to), decision, reason: row?.decisionReason ?? '' },
        options,
      ),
    });
  }
}

async function tellLine(tx: Tx, fact: Fact, roll: WholeRoll): Promise<void> {
  const personId = String(fact.detail?.personId);
  const line = await lineOf(tx, roll.rollId, personId);
  if (!line) return;
  for (const to of await recipientsOf(tx, [personId])) {
    const options = { locale: to.locale };
    await sendMail(tx, {
      dedupe: `line-answered ${roll.rollId} ${line.lineId}`,
      recipient: to.email,
      subject: m.roll_mail_line_subject({}, options),
      body: m.roll_mail_line_body(
        { ...named(roll, to), verdict: verdictWord(line.verdict, to.locale) },
        options,
      ),
    });
  }
}

/** To those who approved the seal; one mail for each kind of attempt, so that nobody can flood their mailbox. */
async function raiseAlarm(tx: Tx, fact: Fact, roll: WholeRoll): Promise<void> {
  const approvals = await asRoll(tx, () =>
    tx
      .select({ personId: rollApproval.personId })
      .from(rollApproval)
      .where(eq(rollApproval.rollId, roll.rollId))
      .orderBy(desc(rollApproval.approvedAt)),
  );
  const code = String(fact.detail?.code);
  for (const to of await recipientsOf(
    tx,
    approvals.map((one) => one.personId),
  )) {
    const options = { locale: to.locale };
    const what = refusalText(code, {}, to.locale);
    const title = roll.title || m.roll_untitled({}, options);
    const link = linkTo(`/rolls/${roll.rollId}`);
    await sendMail(tx, {
      dedupe: `roll-alarm ${roll.rollId} ${code} ${to.personId}`,
      recipient: to.email,
      subject: m.roll_mail_alarm_subject({}, options),
      body: m.roll_mail_alarm_body({ title, what, link }, options),
    });
  }
}

function named(roll: WholeRoll, to: Recipient): { readonly title: string; readonly link: string } {
  const title = roll.title || m.roll_untitled({}, { locale: to.locale });
  return { title, link: linkTo(`/rolls/${roll.rollId}/me`) };
}

/** Scheme and host from the configuration, never from a request. */
function linkTo(path: string): string {
  const { STIMMHAUS_ORIGIN, PORT } = config();
  return new URL(path, STIMMHAUS_ORIGIN ?? `http://localhost:${PORT}`).href;
}
