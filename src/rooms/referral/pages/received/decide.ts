import { isId } from '../../../../kernel/ids.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type Answer, field, see, type Visit } from '../../../../kernel/visit.ts'
import { familyOf, type Joined, join, tellApart } from '../../../family/index.ts'
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
  if (!isId(other) || other === referral.family) throw new Refusal('unknown')
  await familyOf(db, other)
  const same = field(form, 'samme') === 'ja'
  if (!same) {
    await tellApart(db, referral.family, other, clock.now())
    return see(`/henvisninger/${referral.id}`, 'Noteret: to forskellige.')
  }
  return see(`/henvisninger/${referral.id}`, told[await join(db, referral.family, other, clock.now())])
}

const told: Record<Joined, string> = {
  joined: 'Noteret: samme kvinde. Luk den ene henvisning som oprettet to gange, når I har set, hvad der står.',
  careful:
    'Noteret: samme kvinde. Sagerne havde hver sin regel for kontakt; nu gælder det forsigtigste i dem begge. Ret den, når I har talt med hende alene.',
  'told apart before': 'Ikke noteret: nogen hos jer har sagt, at det er to kvinder. Se grunden under hendes sag.',
}

/** Sets or takes off the mark that moves her forward in the row; never with a reason. */
export const mark = async (visit: Visit): Promise<Answer> => {
  const referral = await received(visit)
  const urgent = field(visit.form, 'haster') === 'ja'
  await markUrgent(visit.db, referral, urgent, visit.clock.now())
  return see(`/henvisninger/${referral.id}`, urgent ? 'Mærket er sat: skal ses hurtigt.' : 'Mærket er taget af.')
}
