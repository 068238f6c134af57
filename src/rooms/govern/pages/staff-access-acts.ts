import type { FieldError } from '../../../design/index.ts'
import { today } from '../../../kernel/clock.ts'
import { isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, field, see, type Visit } from '../../../kernel/visit.ts'
import { bindWorkplace, endRole, giveRole } from '../access-state.ts'
import { type Employed, employedBy } from '../hire.ts'
import { type IdentityCheck, identityChecks, invite } from '../invitation.ts'
import { readGivenRole } from '../role-form.ts'
import { onePage, staffId } from './staff.ts'

const showAgain = async (visit: Visit, one: Employed, errors: FieldError[]): Promise<Answer> =>
  again(one.name, await onePage(visit, one, { canChange: true, access: { form: visit.form, errors } }))

/** A colleague whose access may be touched: another than oneself, who has not left. */
const colleagueOf = async (visit: Visit): Promise<Employed> => {
  const one = await employedBy(visit.db, staffId(visit))
  if (one.id === visit.actor.staff || one.leftAt !== null) throw new Refusal('forbidden', 'own or ended access')
  return one
}

export const sendInvitation = async (visit: Visit): Promise<Answer> => {
  const one = await colleagueOf(visit)
  await invite(visit.db, one.id, undefined, visit.clock.now())
  return see(`/medarbejdere/${one.id}`, `Invitationen er på vej til ${one.email}. Den gælder i tre dage.`)
}

const isCheck = (text: string): text is IdentityCheck => Object.hasOwn(identityChecks, text)

export const replaceLost = async (visit: Visit): Promise<Answer> => {
  const one = await colleagueOf(visit)
  const checked = field(visit.form, 'sikker')
  if (!isCheck(checked))
    return showAgain(visit, one, [{ field: 'sikker', message: 'Sig, hvordan du er sikker på, at det er hende.' }])
  await invite(visit.db, one.id, checked, visit.clock.now())
  return see(`/medarbejdere/${one.id}`, 'Adgangen er nulstillet. En ny invitation er på vej, og I får begge en mail.')
}

export const saveWorkplace = async (visit: Visit): Promise<Answer> => {
  const one = await colleagueOf(visit)
  const issuer = visit.house.workplaces.find(known => known.issuer === field(visit.form, 'udsteder'))?.issuer
  const subject = field(visit.form, 'person')
  if (!issuer) return showAgain(visit, one, [{ field: 'udsteder', message: 'Vælg et login på listen.' }])
  if (subject.length > 255 || /[\p{Cc}\s]/u.test(subject))
    return showAgain(visit, one, [{ field: 'person', message: 'Nummeret er uden mellemrum og højst 255 tegn.' }])
  const outcome = await bindWorkplace(visit.db, one.id, issuer, subject || null)
  if (outcome === 'taken')
    return showAgain(visit, one, [
      { field: 'person', message: 'En kollega logger allerede ind som den person. To kan ikke have samme adgang.' },
    ])
  return see(`/medarbejdere/${one.id}`, subject ? 'Hun kan logge ind med sin arbejdsplads.' : 'Bindingen er endt.')
}

export const addRole = async (visit: Visit): Promise<Answer> => {
  const one = await colleagueOf(visit)
  const { given, errors } = readGivenRole(visit.form, one, today(visit.clock))
  if (!given) return showAgain(visit, one, errors)
  const made = await visit.db.attempt(() => giveRole(visit.db, one.id, given))
  return made.ok
    ? see(`/medarbejdere/${one.id}`, 'Rollen er givet.')
    : showAgain(visit, one, [{ field: 'ny-rolle', message: 'Hun har allerede den rolle i det tidsrum.' }])
}

export const stopRole = async (visit: Visit): Promise<Answer> => {
  const one = await colleagueOf(visit)
  const role = field(visit.form, 'rolle-nr')
  if (!isId(role)) throw new Refusal('unknown')
  await endRole(visit.db, one.id, role)
  return see(`/medarbejdere/${one.id}`, 'Rollen er afsluttet.')
}
