import { addWorkdays, type Day, instantOf } from '../../kernel/clock.ts'
import type { Random } from '../../kernel/random.ts'
import type { Command, ReferralModel, StateRow } from './commands.ts'
import { draft, step } from './machine.ts'
import type { ClockKey, FeedbackLevel, Side } from './states.ts'

/** Who acts in an invented referral. */
export interface StoryCast {
  referrerOrg: string
  referrer: string
  receiverOrg: string
  coordinator: string
  counsellor: string
}

export interface StorySetting {
  sentOn: Day
  /** Nothing is told that lies after this instant. */
  now: Date
  consentUntil: Day
  feedback: FeedbackLevel
  /** The day the course that began on a day is over, or null while it goes on; undefined leaves it open. */
  endsOn?: (startedOn: Day) => Day | null
  /** The agreement's promises in weekdays. */
  weekdays: (clock: ClockKey) => number
}

export interface Told {
  referral: ReferralModel
  rows: StateRow[]
  /** The day the course began, when it did. */
  startedOn: Day | null
}

/** How referrals go, in shares of those sent: our guess, said as such wherever synthetic data are shown. */
const outcomes = { started: 74, womanDeclines: 8, notReached: 7, redirected: 4, declined: 3, withdrawn: 3, mistaken: 1 }

/**
 * Tells one invented referral through the same state machine as real ones, so that every row is one the house would
 * have written itself. Stops at `now`, wherever the referral then is.
 */
export const tellReferral = (random: Random, cast: StoryCast, setting: StorySetting): Told => {
  const { referrerOrg, referrer, receiverOrg, coordinator, counsellor } = cast
  let model = draft({
    referrer: { org: referrerOrg, person: referrer },
    receiverOrg,
    consentUntil: setting.consentUntil,
    feedback: setting.feedback,
  })
  const rows: StateRow[] = []
  let day = setting.sentOn
  let minute = random.whole(8 * 60, 14 * 60)
  let over = false
  const time = () => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

  const act = (side: Side, person: string, command: Command): boolean => {
    const at = instantOf(day, time())
    if (over || at > setting.now) {
      over = true
      return false
    }
    const org = side === 'sender' ? referrerOrg : receiverOrg
    const outcome = step(model, command, {
      now: at.toISOString(),
      today: day,
      side,
      by: { org, person },
      due: clock => addWorkdays(day, setting.weekdays(clock)),
    })
    if (!outcome.ok) throw new Error(`the story of a referral went wrong: ${command.verb} ${outcome.refusal}`)
    model = outcome.referral
    rows.push(...outcome.rows)
    minute = Math.min(minute + random.whole(1, 20), 16 * 60)
    return true
  }
  const wait = (from: number, to: number) => {
    const workdays = random.whole(from, to)
    if (workdays === 0) return
    day = addWorkdays(day, workdays)
    minute = random.whole(8 * 60, 15 * 60)
  }
  const told = (startedOn: Day | null): Told => ({ referral: model, rows, startedOn })

  act('sender', referrer, { verb: 'send' })
  act('system', coordinator, { verb: 'receive', person: coordinator })
  const outcome = random.weighted(outcomes)
  if (outcome === 'withdrawn') {
    wait(0, 3)
    act('sender', referrer, { verb: 'withdraw', reason: 'sheRegretted' })
    return told(null)
  }
  wait(0, 3)
  act('receiver', coordinator, { verb: 'assign', person: counsellor })
  if (outcome === 'mistaken') {
    act('receiver', counsellor, { verb: 'closeAsMistaken', reason: 'duplicate' })
    return told(null)
  }
  const tries = outcome === 'notReached' ? 3 : random.weighted({ '0': 70, '1': 22, '2': 8 })
  for (let n = 0; n < Number(tries); n++) {
    wait(1, 3)
    act('receiver', counsellor, { verb: 'recordAttempt', reached: false })
  }
  if (outcome === 'notReached') {
    wait(1, 2)
    act('receiver', counsellor, { verb: 'giveUp' })
    return answered()
  }
  wait(0, random.chance(0.2) ? 10 : 3)
  act('receiver', counsellor, { verb: 'contact' })
  if (outcome === 'womanDeclines') {
    act('receiver', counsellor, {
      verb: 'womanDeclines',
      reason: random.pick(['notNow', 'hasOtherHelp', 'practical'] as const),
    })
    return answered()
  }
  if (outcome === 'declined') {
    act('receiver', counsellor, {
      verb: 'decline',
      reason: random.pick(['outsideTargetGroup', 'needsSpecialist'] as const),
    })
    return answered()
  }
  if (outcome === 'redirected') {
    act('receiver', counsellor, {
      verb: 'redirect',
      to: random.pick(['healthVisitor', 'municipalCounselling', 'otherAssociation'] as const),
    })
    return answered()
  }
  wait(0, 2)
  act('receiver', counsellor, { verb: 'accept' })
  if (random.chance(0.15)) {
    act('receiver', counsellor, {
      verb: 'putOnWaitingList',
      reason: random.pick(['noCapacity', 'sheWishesLater', 'interpreter'] as const),
    })
    wait(5, 20)
    act('receiver', coordinator, { verb: 'assign', person: counsellor })
  }
  wait(0, 8)
  if (!act('receiver', counsellor, { verb: 'start' })) return told(null)
  const startedOn = day
  const end = setting.endsOn?.(startedOn)
  if (end && end >= day) {
    day = end
    minute = random.whole(9 * 60, 15 * 60)
    act('receiver', counsellor, {
      verb: 'end',
      reason: random.weighted({ asAgreed: 80, sheStopped: 12, movedAway: 4, toOtherHelp: 4 }),
    })
  }
  return told(startedOn)

  /** Somebody has talked with her about another way. */
  function answered(): Told {
    wait(1, 4)
    const side = model.now.followUp?.side
    const person = side === 'sender' ? referrer : counsellor
    if (side)
      act(side, person, { verb: 'acknowledge', outcome: random.pick(['otherHelp', 'sheWantsNothing'] as const) })
    return told(null)
  }
}
