import { type Clock, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
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
import { colleagueNames, organisationByKey, sitesOf } from '../govern/index.ts'
import { agreementOn } from '../programme/index.ts'
import type { Snapshot } from './commands.ts'
import { toContactRule } from './contact-rule.ts'
import { draft } from './machine.ts'
import { receiverOn } from './people.ts'
import { performFrom } from './perform.ts'
import { newReference } from './reference.ts'
import { type ReferralContent, withinConsent } from './steps.ts'
import { tables } from './store.ts'

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
  const { id, link, family, organisation, reference } = placed
  const sent = await performFrom(db, id, { verb: 'send' }, clock, 'sender')
  if (!sent.ok) throw new Error(`a referral just made cannot be sent: ${sent.refusal}`)
  const day = today(clock)
  const person = await db.through(link, beyond => receiverOn(beyond, day, placed.site))
  const taken = person
    ? await performFrom(db, id, { verb: 'receive', person }, clock, 'system')
    : ({ ok: false } as const)
  if (person && !taken.ok) throw new Error('the receiver has somebody, and still did not receive')
  await tell(db, { kind: 'referral.sent', referral: id, family })
  return {
    ok: true,
    id,
    reference,
    family,
    organisation,
    contactBy: taken.ok ? taken.promised : null,
    received: taken.ok,
  }
}

type Placed =
  | { ok: true; id: Id; link: Id; family: Id; organisation: Id; reference: string; site: Id }
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
  const theirs = newId()
  const link = newId()
  await db
    .tables<{ 'kernel.link': Record<'id' | 'organisation' | 'case' | 'other_organisation' | 'other_case', Id> }>()
    .insertInto('kernel.link')
    .values({
      id: link,
      organisation: db.actor.organisation,
      case: family,
      other_organisation: receiver.id,
      other_case: theirs,
    })
    .execute()
  const may = withinConsent(content)
  await db.through(link, beyond =>
    openFamily(beyond, { ...familyFile({ ...content, ...may }, site.id), id: theirs }, at),
  )

  const me = (await colleagueNames(db, [db.actor.staff])).get(db.actor.staff)
  const common = {
    id: newId(),
    link,
    programme: content.programme,
    agreement: agreement.id,
    referred_by: me ? `${me.name}, ${me.title.toLocaleLowerCase('da')}` : '',
    site: site.id,
    created_by: db.actor.staff,
    sent_at: at,
    synthetic: content.synthetic ?? false,
    snapshot: JSON.stringify(draftOf(db, receiver.id, content)),
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
  const insert = (house: Db, side: 'sender' | 'receiver', reference: string) =>
    tables(house).insertInto('referral.referral').values(rowFor(side, reference)).execute()
  // Two houses, two keys: a reference that one of them has already is thrown away for both.
  for (let tries = 0; tries < 20; tries += 1) {
    const reference = newReference()
    const made = await db.attempt(async () => {
      await insert(db, 'sender', reference)
      await db.through(link, beyond => insert(beyond, 'receiver', reference))
    })
    if (made.ok) return { ok: true, id: common.id, link, family, organisation: receiver.id, reference, site: site.id }
    if (made.constraint !== 'referral_reference') throw new Error(`a referral was refused: ${made.constraint}`)
  }
  throw new Error('twenty references in a row were taken')
}

const draftOf = (db: Db, receiverOrg: Id, { consent }: Sending): Snapshot =>
  draft({
    referrer: { org: db.actor.organisation, person: db.actor.staff },
    receiverOrg,
    consentUntil: consent.until,
    feedback: consent.feedback,
  }).now

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
