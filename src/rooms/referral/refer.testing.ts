import type { Person, Shown } from '../../../test/support/world.ts'
import type { Form } from '../../kernel/visit.ts'

/** The seven inputs of the shortest honest referral, as Karen types and taps them. */
export const seven: Form = {
  cpr: '670390-0001',
  phone: '00 00 12 34',
  week: '31+2',
  reasons: ['anxiety'],
  alone: 'yes',
  call: 'yes',
  consent: 'written',
}

/** The address of the draft on a page of the referral. */
export const draftOn = (page: Shown): string => {
  const found = /data-draft-address="(\/henvis\/[0-9a-f-]{36})\/kladde"/.exec(page.html)?.[1]
  if (!found) throw new Error(`no draft on this page: ${page.status} ${page.text.slice(0, 200)}`)
  return found
}

/** Fills in the short page and goes to the check page. */
export const toCheck = async (who: Person, more: Form = {}): Promise<{ check: Shown; draft: string }> => {
  const page = await who.get('/henvis')
  const draft = draftOn(page)
  const answer = await who.submit(page, draft, { ...seven, ...more, go: 'check' })
  return { check: await who.follow(answer), draft }
}

/** All the way: the receipt, with the referral's id. */
export const refer = async (who: Person, more: Form = {}): Promise<{ receipt: Shown; id: string; draft: string }> => {
  const { check, draft } = await toCheck(who, more)
  const sent = await who.submit(
    check,
    `${draft}/afsendelse`,
    check.html.includes('name="likeness"') ? { likeness: 'other' } : {},
  )
  if (!sent.location?.startsWith('/henvis/sendt/'))
    throw new Error(`not sent: ${sent.status} ${sent.text.slice(0, 400)}`)
  return { receipt: await who.follow(sent), id: sent.location.slice('/henvis/sendt/'.length), draft }
}
