// What is expected, told from the words of the rules and nothing else: no guard, no predicate and no SQL of the house is
// called here. Houses, sites, cases and people are plain names, so that a person can follow each answer by hand.

export type House = 'here' | 'partner' | 'stranger'

/** The cases there are: two at the house here, on two sites, one at its partner and one at a stranger. */
export const cases = {
  hereNorth: { house: 'here', site: 'north' },
  hereSouth: { house: 'here', site: 'south' },
  partner: { house: 'partner', site: 'east' },
  stranger: { house: 'stranger', site: 'west' },
} as const satisfies Record<string, { house: House; site: string }>
export type Case = keyof typeof cases

/** The referral that binds two of them together: her file here and her file at the partner. */
export const linked: readonly [Case, Case] = ['hereNorth', 'partner']

export type ConsentState = 'none' | 'live' | 'expiresToday' | 'expiredYesterday' | 'withdrawn' | 'forAnotherPart'
export const consentStates: readonly ConsentState[] = [
  'none',
  'live',
  'expiresToday',
  'expiredYesterday',
  'withdrawn',
  'forAnotherPart',
]
/** The case a consent opens, and to whom. */
export const opened: { case: Case; to: House } = { case: 'hereNorth', to: 'partner' }

/** Who is named for the compartments of which case; 'over' when her days are over. Some of them in a role that opens none. */
export const named: readonly { who: string; case: Case; state: 'live' | 'over' }[] = [
  { who: 'here counsellor north', case: 'hereNorth', state: 'live' },
  { who: 'here counsellor south', case: 'hereNorth', state: 'over' },
  { who: 'here coordinator north', case: 'hereSouth', state: 'live' },
  { who: 'here administrator north', case: 'hereNorth', state: 'live' },
  { who: 'here programmeLeader north', case: 'hereNorth', state: 'live' },
  { who: 'here dataProtectionOfficer north', case: 'hereNorth', state: 'live' },
  { who: 'here system north', case: 'hereNorth', state: 'live' },
  { who: 'here referrer north', case: 'hereSouth', state: 'live' },
  { who: 'here referrer south', case: 'hereSouth', state: 'live' },
  { who: 'partner referrer east', case: 'partner', state: 'live' },
  { who: 'partner counsellor east', case: 'hereNorth', state: 'live' },
  { who: 'partner counsellor east through', case: 'hereNorth', state: 'live' },
]

/** Somebody at the door. `site` is where a referrer works; `through` is a link she tries to cross. */
export interface Somebody {
  name: string
  role: string
  house: House
  site: string
  /** Signed out, timed out or never signed in: then she is nobody. */
  gone?: true
  through?: true
}

/** A row or a thing, as far as rules speak of it. */
export interface Thing {
  house?: House
  case?: Case
  /** Whose own it is. */
  owner?: string
  side?: 'sender' | 'receiver'
  subject?: 'referral' | 'course'
  /** The other house of a link. */
  otherHouse?: House
}

/** A rule, as it is written down. */
export interface WrittenRule {
  who: readonly string[]
  may: readonly string[]
  when: string
  consent?: string
}

/** Who she is for the database: herself, or the system on the other side of a link she may cross. */
const standsAs = (who: Somebody): { role: string; house?: House; only?: Case } => {
  if (who.gone) return { role: 'nobody' }
  if (!who.through) return { role: who.role, house: who.house }
  const near = linked.find(one => cases[one].house === who.house)
  const far = linked.find(one => one !== near)
  const crosses =
    ['counsellor', 'coordinator', 'system'].includes(who.role) ||
    (who.role === 'referrer' && near !== undefined && cases[near].site === who.site)
  return near && far && crosses ? { role: 'across', house: cases[far].house, only: far } : { role: 'nobody' }
}

const consentHolds = (state: ConsentState, part: string | undefined): boolean =>
  state === 'live' || state === 'expiresToday' || (state === 'forAnotherPart' && part === otherPart)
/** What she said yes to when she did not say yes to everything. */
export const otherPart = 'contact'

type Answer = boolean | 'does not say'

const relationHolds = (written: WrittenRule, who: Somebody, thing: Thing, state: ConsentState): Answer => {
  const { role, house, only } = standsAs(who)
  const atHome = thing.house === house
  const theirs = (): Answer => {
    if (!thing.case) return 'does not say'
    if (!atHome) return false
    if (only) return thing.case === only
    return role !== 'referrer' || cases[thing.case].site === who.site
  }
  const and = (one: Answer, also: boolean | undefined): Answer =>
    one === 'does not say' || also === undefined ? 'does not say' : one && also
  const mine = thing.owner === undefined ? undefined : thing.owner === who.name
  switch (written.when) {
    case 'everybody':
      return true
    case 'ownHouse':
      return thing.house === undefined ? 'does not say' : atHome
    case 'ownRow':
      return and(atHome, mine)
    case 'ownCase':
    case 'newCase':
      return theirs()
    case 'sentCase':
      return and(theirs(), thing.side && thing.side === 'sender')
    case 'receivedCase':
      return and(theirs(), thing.side && thing.side === 'receiver')
    case 'referralCase':
      return and(theirs(), thing.subject && thing.subject === 'referral')
    case 'ownDraft':
      return and(theirs(), mine)
    case 'named':
      return and(
        theirs(),
        named.some(one => one.who === who.name && one.case === thing.case && one.state === 'live'),
      )
    case 'reach':
      return !thing.case
        ? 'does not say'
        : theirs() === true || (house === opened.to && thing.house === house && thing.case === opened.case)
    case 'linked':
      return thing.otherHouse === undefined ? 'does not say' : atHome || thing.otherHouse === house
    case 'consented':
      return thing.case === undefined
        ? 'does not say'
        : house === opened.to && thing.case === opened.case && consentHolds(state, written.consent)
    default:
      throw new Error(`the model knows no relation ${written.when}: write in test/matrix/model.ts when it holds`)
  }
}

/** Whether she may, by these rules; 'does not say' when none of them speaks of such a thing. */
export const expected = (
  rules: readonly WrittenRule[],
  operation: string,
  who: Somebody,
  thing: Thing,
  state: ConsentState,
): Answer => {
  const { role } = standsAs(who)
  const answers = rules
    .filter(rule => rule.may.includes(operation) && rule.who.includes(role))
    .map(rule => relationHolds(rule, who, thing, state))
  if (answers.includes(true)) return true
  return answers.length > 0 && answers.every(answer => answer === 'does not say') ? 'does not say' : false
}
