import { type Clock, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { joinCases } from '../../kernel/link.ts'
import { tell } from '../../kernel/outbox.ts'
import {
  changeIdentity,
  familyOf,
  type Identity,
  oneYearAfter,
  openFamily,
  setContactRule,
  setPregnancy,
} from '../family/index.ts'
import { colleagueNames, giveConsent, organisationByKey, organisationNames, sitesOf } from '../govern/index.ts'
import { agreementOn } from '../programme/index.ts'
import { contextOf } from './clocks.ts'
import type { Command, Context, Outcome, ReferralModel } from './commands.ts'
import { toContactRule } from './contact-rule.ts'
import { keep } from './keep.ts'
import { draft, step } from './machine.ts'
import { newsFor } from './mask.ts'
import { receiverOn } from './people.ts'
import { newReference } from './reference.ts'
import { type ReferralContent, withinConsent } from './steps.ts'
import { markReceived, type Referral, tables, toReferral } from './store.ts'
import { write } from './trail.ts'

/** What the six steps gathered, and the programme it is sent under. */
export type Sending = ReferralContent & {
  programme: string
  /** The sender's own file, when a person has decided that it is the same woman. */
  family?: Id
  synthetic?: boolean
}

export type NotSent = 'noConsent' | 'noAgreement' | 'noRecipient' | 'noSite'
export type Sent =
  | {
      ok: true
      id: Id
      reference: string
      family: Id
      /** The receiver, and by when it has promised to be in touch with her. */
      organisation: Id
      contactBy: string | null
      /** Whether the receiver has taken it; if not, the sender has the responsibility still. */
      received: boolean
    }
  | { ok: false; refusal: NotSent }

/**
 * Sends a referral: the sender's own file and row, and through a link to one new case the receiver's file and row with
 * what the woman said yes to. Without a valid consent nothing is written at all.
 */
export const send = async (db: Db, content: Sending, clock: Clock): Promise<Sent> => {
  const placed = await place(db, content, clock)
  if (!placed.ok) return placed
  const { id, link, family, theirs, organisation, reference, agreement, site } = placed
  const by = { org: db.actor.organisation, person: db.actor.staff }
  const asSender = await contextOf(db, agreement, 'sender', by, clock)
  const begun = mustStep(draftFor(db, organisation, content), { verb: 'send' }, asSender)
  const at = clock.now()

  const taken = await db.through(link, async beyond => {
    const person = await receiverOn(beyond, today(clock), site)
    const received = person
      ? mustStep(begun.referral, { verb: 'receive', person }, { ...asSender, side: 'system' })
      : null
    const steps = received ? [begun, received] : [begun]
    for (const [version, { rows }] of steps.entries())
      await write(beyond, { id, family: theirs.family, version }, rows[0])
    if (received) await keep(beyond, theirs, received.referral.now, undefined, at)
    // The room there is left is counted after commit: midwives who send at once need not wait for each other.
    await tell(beyond, { kind: 'referral.sent', referral: id, family: theirs.family })
    return received
  })

  const own = placed.own
  const copy = begun.referral.now
  const sight = content.consent.feedback
  const sentRow = newsFor(begun.rows[0], copy, copy, 'status')
  if (sentRow) await write(db, { id, family, version: 0 }, { ...sentRow, from: 'draft' })
  const news = taken && newsFor(taken.rows[0], copy, copy, sight)
  if (news) await write(db, { id, family, version: 1 }, news)
  else if (taken) await markReceived(db, own, at)
  if (!taken) await keep(db, own, copy, undefined, at)
  await tell(db, { kind: 'referral.sent', referral: id, family })
  return {
    ok: true,
    id,
    reference,
    family,
    organisation,
    contactBy: taken?.referral.now.nextStep?.promised ?? null,
    received: Boolean(taken),
  }
}

const mustStep = (model: ReferralModel, command: Command, context: Context): Outcome & { ok: true } => {
  const outcome = step(model, command, context)
  if (!outcome.ok) throw new Error(`a new referral: ${command.verb} was refused with ${outcome.refusal}`)
  return outcome
}

type Placed =
  | {
      ok: true
      id: Id
      link: Id
      family: Id
      organisation: Id
      reference: string
      agreement: Id
      site: Id
      own: Referral
      theirs: Referral
    }
  | { ok: false; refusal: NotSent }

const validConsent = ({ consent }: Sending, day: string): boolean =>
  Boolean(consent) &&
  consent.scope.includes('identity') &&
  consent.scope.includes('contact') &&
  consent.givenOn <= day &&
  consent.until >= day &&
  consent.until <= oneYearAfter(consent.givenOn)

/** Both sides' files and rows, still a draft: what comes after is the machine's. */
export const place = async (db: Db, content: Sending, clock: Clock): Promise<Placed> => {
  const day = today(clock)
  if (!validConsent(content, day)) return { ok: false, refusal: 'noConsent' }
  const agreement = await agreementOn(db, content.programme, day)
  if (!agreement) return { ok: false, refusal: 'noAgreement' }
  const receiver = await organisationByKey(db, content.consent.recipient)
  if (!receiver || receiver.id === db.actor.organisation) return { ok: false, refusal: 'noRecipient' }
  const site = (await sitesOf(db)).find(one => one.key === content.wish.site)
  if (!site) return { ok: false, refusal: 'noSite' }

  const at = clock.now()
  const family = await ownFamily(db, content, site.id, at)
  const { link, theirs } = await joinCases(db, family, receiver.id)
  const may = withinConsent(content)
  const consent = await giveConsent(
    db,
    {
      family,
      recipient: receiver.id,
      recipientFamily: theirs,
      basis: 'SUL43',
      form: content.consent.form,
      oralReason: content.consent.oralReason,
      givenBy: 'woman',
      parts: content.consent.scope,
      purpose: 'help',
      feedback: content.consent.feedback,
      givenOn: content.consent.givenOn,
      until: content.consent.until,
      synthetic: content.synthetic,
    },
    clock,
  )

  const me = (await colleagueNames(db, [db.actor.staff])).get(db.actor.staff)
  const house = (await organisationNames(db, [db.actor.organisation])).get(db.actor.organisation)
  const common = {
    id: newId(),
    link,
    consent,
    programme: content.programme,
    agreement: agreement.id,
    referred_by: [me?.name, me?.title.toLocaleLowerCase('da'), house].filter(Boolean).join(', '),
    site: site.id,
    created_by: db.actor.staff,
    sent_at: at,
    synthetic: content.synthetic ?? false,
    snapshot: JSON.stringify(draftFor(db, receiver.id, content).now),
    ...consentColumns(content),
  }
  const rowFor = (side: 'sender' | 'receiver', reference: string) => ({
    ...common,
    reference,
    side,
    organisation: side === 'sender' ? db.actor.organisation : receiver.id,
    other_organisation: side === 'sender' ? receiver.id : db.actor.organisation,
    family: side === 'sender' ? family : theirs,
    ...contentColumns(side === 'sender' ? content : may),
  })
  const insert = async (house: Db, side: 'sender' | 'receiver', reference: string) =>
    toReferral(
      await tables(house)
        .insertInto('referral.referral')
        .values(rowFor(side, reference))
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
  const file = { ...familyFile({ ...content, ...may }, site.id), id: theirs }
  // Two houses, two keys: a reference that one of them has already is thrown away for both.
  for (let tries = 0; tries < 20; tries += 1) {
    const reference = newReference()
    const made = await db.attempt(async () => {
      const own = await insert(db, 'sender', reference)
      const copy = await db.through(link, async beyond => {
        await openFamily(beyond, file, at)
        return insert(beyond, 'receiver', reference)
      })
      return { own, theirs: copy }
    })
    if (made.ok)
      return {
        ok: true,
        id: common.id,
        link,
        family,
        organisation: receiver.id,
        reference,
        agreement: agreement.id,
        site: site.id,
        ...made.value,
      }
    if (made.constraint !== 'referral_reference') throw new Error(`a referral was refused: ${made.constraint}`)
  }
  throw new Error('twenty references in a row were taken')
}

const draftFor = (db: Db, receiverOrg: Id, { consent }: Sending): ReferralModel =>
  draft({
    referrer: { org: db.actor.organisation, person: db.actor.staff },
    receiverOrg,
    consentUntil: consent.until,
    feedback: consent.feedback,
  })

const identityOf = ({ who }: ReferralContent): Identity => ({
  name: who.name ?? '',
  cpr: who.cpr,
  birthDate: who.birthDate,
  phone: who.phone,
})

const familyFile = (content: Sending, site: Id | null) => ({
  site,
  pregnant: identityOf(content),
  dueDate: content.why.dueDate,
  bornOn: content.why.childBirthDate,
  contact: toContactRule(content.contact, content.wish),
  synthetic: content.synthetic,
})

/** The sender's file stands at her own place, so that she and her colleagues there reach it: not where the talks are. */
const ownFamily = async (db: Db, content: Sending, site: Id, at: Date): Promise<Id> => {
  const { sites } = db.actor
  const home = sites.includes(site) ? site : (sites[0] ?? site)
  if (!content.family) return openFamily(db, familyFile(content, home), at)
  const known = await familyOf(db, content.family)
  const now = identityOf(content)
  const before = known.pregnant
  await changeIdentity(db, known.id, {
    name: now.name || before.name,
    cpr: now.cpr ?? before.cpr,
    birthDate: now.birthDate ?? before.birthDate,
    phone: now.phone ?? before.phone,
  })
  const { dueDate, childBirthDate } = content.why
  if (dueDate || childBirthDate) await setPregnancy(db, known.id, { dueDate, bornOn: childBirthDate }, at)
  await setContactRule(db, known.id, toContactRule(content.contact, content.wish), at)
  return known.id
}

const contentColumns = ({ why, wish }: ReferralContent) => ({
  track: wish.track,
  track_reason: wish.trackReason,
  mode: wish.mode,
  reasons: why.reasons,
  note: why.note,
  due_date: why.dueDate,
  child_birth_date: why.childBirthDate,
  language: wish.language,
  interpreter: wish.interpreter,
})

const consentColumns = ({ consent }: Sending) => ({
  consent_scope: consent.scope,
  consent_form: consent.form,
  consent_oral_reason: consent.oralReason,
  consent_given_on: consent.givenOn,
  consent_until: consent.until,
  consent_feedback: consent.feedback,
})
