import { isId } from '../../../../kernel/ids.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type Answer, field, see, type Visit } from '../../../../kernel/visit.ts'
import { decideLikeness, familyOf } from '../../../family/index.ts'
import { type Referral, referralOf } from '../../store.ts'
import { markUrgent } from '../../waiting.ts'

const received = async (visit: Visit): Promise<Referral> => {
  const referral = await referralOf(visit.db, visit.params.id ?? '')
  if (referral.side !== 'receiver') throw new Refusal('unknown')
  return referral
}

/** A person has looked at two files that may be the same woman. */
export const decideDuplicate = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const referral = await received(visit)
  const other = field(form, 'anden')
  if (!isId(other)) throw new Refusal('unknown')
  await familyOf(db, other)
  const same = field(form, 'samme') === 'ja'
  await decideLikeness(db, referral.family, other, same, clock.now())
  return see(
    `/henvisninger/${referral.id}`,
    same
      ? 'Noteret: samme kvinde. Luk den ene henvisning som oprettet to gange, når I har set, hvad der står.'
      : 'Noteret: to forskellige.',
  )
}

/** Sets or takes off the mark that moves her forward in the row; never with a reason. */
export const mark = async (visit: Visit): Promise<Answer> => {
  const referral = await received(visit)
  const urgent = field(visit.form, 'haster') === 'ja'
  await markUrgent(visit.db, referral, urgent, visit.clock.now())
  return see(`/henvisninger/${referral.id}`, urgent ? 'Mærket er sat: skal ses hurtigt.' : 'Mærket er taget af.')
}
