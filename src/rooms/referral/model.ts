import type { Command, Context, Person } from './commands.ts'
import { reasonCodes } from './reasons.ts'

// A second telling of the rules, for tests alone: written out verb by verb, with no table and no help from the machine.
// When the two disagree, one of them has misunderstood how a family is passed on.

export type Told = {
  state: string
  holder: Person | null
  clock: string | null
  promised: string | null
  due: string | null
  acts: string | null
  task: { side: string; org: string; person: string; due: string } | null
  referrer: Person
  tries: number
  /** The day and hour of each call with a time, in order; one outside her hours begins with a dash. */
  called: string[]
  taken: boolean
  cameFrom: string | null
  lost: boolean
  consentUntil: string | null
  feedback: string
}

export type Tale = { receiver: string; at: Told; earlier: Told | null; earlierVerb: string | null }

const alive = ['sent', 'received', 'needsInformation', 'contacted', 'accepted', 'waiting', 'started']
const triage = ['received', 'needsInformation', 'contacted', 'accepted', 'waiting']
const bounced = ['redirected', 'declinedByReceiver', 'declinedByWoman', 'notReached', 'mistaken']

const says = (list: readonly string[], code: string): boolean => list.includes(code)

/** Plays one command: the tale as it is afterwards, or the refusal in a word. */
export function tell(tale: Tale, command: Command, context: Context): Tale | string {
  const was = tale.at
  const at: Told = structuredCloneOf(was)
  const { side } = context
  const is = (...names: string[]): boolean => names.includes(was.state)
  const unexplained = !command.note || command.note.trim() === ''

  const promise = (clock: string, acts: string): void => {
    at.clock = clock
    at.acts = acts
    at.promised = context.due(clock as Parameters<Context['due']>[0])
    at.due = at.promised
  }
  const close = (state: string): void => {
    at.state = state
    at.holder = null
    at.clock = at.promised = at.due = at.acts = null
    at.cameFrom = null
  }
  const bounce = (state: string): void => {
    close(state)
    const due = context.due('followUp')
    at.task =
      was.feedback === 'none' && was.holder
        ? { side: 'receiver', org: was.holder.org, person: was.holder.person, due }
        : { side: 'sender', org: was.referrer.org, person: was.referrer.person, due }
  }
  const charge = (): void => {
    at.state = 'accepted'
    if (at.taken) promise('firstSession', 'receiver')
    else promise('assign', 'receiver')
  }
  const talked = (): void => {
    at.tries = 0
    at.called = []
    if (is('received', 'needsInformation')) {
      at.state = 'contacted'
      at.cameFrom = null
      promise('decide', 'receiver')
    } else at.due = at.promised
  }

  switch (command.verb) {
    case 'send':
      if (!is('draft')) return 'notFromThisState'
      if (side !== 'sender') return 'notYourSide'
      if (!was.consentUntil || context.today > was.consentUntil) return 'noConsent'
      at.state = 'sent'
      at.holder = context.by
      at.referrer = context.by
      promise('receive', 'receiver')
      break
    case 'receive':
      if (!is('sent')) return 'notFromThisState'
      if (side === 'sender') return 'notYourSide'
      if (command.person === '') return 'personMissing'
      at.state = 'received'
      at.holder = { org: tale.receiver, person: command.person }
      promise('contact', 'receiver')
      break
    case 'askForInformation':
      if (!is('received', 'contacted')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (unexplained) return 'noteMissing'
      at.cameFrom = was.state
      at.state = 'needsInformation'
      promise('answer', 'sender')
      break
    case 'answerInformation':
      if (!is('needsInformation')) return 'notFromThisState'
      if (side !== 'sender') return 'notYourSide'
      if (unexplained) return 'noteMissing'
      at.state = was.cameFrom ?? 'nowhere'
      at.cameFrom = null
      promise(at.state === 'received' ? 'contact' : 'decide', 'receiver')
      break
    case 'recordAttempt':
      if (!is(...triage)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (command.reached) talked()
      else {
        const { call } = command
        const same = call && at.called.some(one => sameStretch(one, `${call.day} ${call.time}`))
        if (call) at.called = [...at.called, `${call.outside ? '-' : ''}${call.day} ${call.time}`]
        if (call?.outside || same) break
        at.tries += 1
        at.due = context.due(at.tries >= 3 ? 'giveUp' : 'nextAttempt')
      }
      break
    case 'contact':
      if (!is('received', 'needsInformation')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      talked()
      break
    case 'accept':
      if (!is('contacted', 'waiting')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      charge()
      break
    case 'putOnWaitingList':
      if (!is('contacted', 'accepted')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!says(reasonCodes.waiting, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      at.state = 'waiting'
      promise('waiting', 'receiver')
      break
    case 'assign':
      if (!is(...triage)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (command.person === '') return 'personMissing'
      at.holder = { org: tale.receiver, person: command.person }
      at.taken = true
      if (is('waiting') || (is('accepted') && !was.taken)) charge()
      break
    case 'handOver':
      if (!is(...alive, ...bounced, 'withdrawn')) return 'notFromThisState'
      if (is('sent', 'withdrawn') && side === 'receiver') return 'notYourSide'
      if (is(...triage, 'started') && side === 'sender') return 'notYourSide'
      if (command.person === '') return 'personMissing'
      if (is(...alive)) {
        if (at.holder) at.holder = { org: at.holder.org, person: command.person }
        if (is('sent') && at.holder) at.referrer = at.holder
      } else {
        if (!at.task) return 'nothingToFollowUp'
        if (side !== 'system' && side !== at.task.side) return 'notYourSide'
        at.task.person = command.person
        if (at.task.side === 'sender') at.referrer = { org: at.task.org, person: command.person }
      }
      break
    case 'plan':
      if (!is(...triage, 'started')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (command.due < context.today) return 'dateInPast'
      if (daysFrom(context.today, command.due) > 90) return 'dateTooFar'
      if (command.due > (was.promised ?? '9') && unexplained) return 'noteMissing'
      at.due = command.due
      break
    case 'redirect':
      if (!is(...triage)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!says(reasonCodes.redirected, command.to)) return 'reasonUnknown'
      if (command.to === 'other' && unexplained) return 'noteMissing'
      bounce('redirected')
      break
    case 'decline':
      if (!is(...triage)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!says(reasonCodes.declinedByReceiver, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      bounce('declinedByReceiver')
      break
    case 'womanDeclines':
      if (!is(...triage)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!says(reasonCodes.declinedByWoman, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      bounce('declinedByWoman')
      break
    case 'giveUp':
      if (!is(...triage)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (was.tries < 3) return 'attemptsMissing'
      bounce('notReached')
      break
    case 'start':
      if (!is('accepted')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!was.taken) return 'notAssigned'
      at.state = 'started'
      promise('course', 'receiver')
      break
    case 'end':
      if (!is('started')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!says(reasonCodes.ended, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      close('ended')
      break
    case 'withdraw':
      if (!is('draft', 'sent', ...triage)) return 'notFromThisState'
      if (side !== 'sender') return 'notYourSide'
      if (!says(reasonCodes.withdrawn, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      close('withdrawn')
      break
    case 'closeAsMistaken':
      if (!is(...triage, 'started')) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      if (!says(reasonCodes.falseEnrolment, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      bounce('mistaken')
      break
    case 'amend':
      if (!is(...alive)) return 'notFromThisState'
      if (side !== 'sender') return 'notYourSide'
      if (!says(reasonCodes.amend, command.reason)) return 'reasonUnknown'
      if (command.reason === 'other' && unexplained) return 'noteMissing'
      if (String(command.field) === 'consent') return 'fieldNotAmendable'
      if ((command.field === 'phone' || command.field === 'contact') && was.tries > 0) {
        at.tries = 0
        at.called = []
        at.due = context.due('nextAttempt')
      }
      break
    case 'acknowledge':
      if (!is(...bounced, 'withdrawn')) return 'notFromThisState'
      if (side === 'system' || (is('withdrawn') && side === 'receiver')) return 'notYourSide'
      if (!says(reasonCodes.followUp, command.outcome)) return 'reasonUnknown'
      if (command.outcome === 'other' && unexplained) return 'noteMissing'
      if (!was.task) return 'nothingToFollowUp'
      if (was.task.side !== side) return 'notYourSide'
      at.task = null
      break
    case 'undo': {
      // Sent, draft, started, ended, withdrawn and the rest cannot have been reached or left by something to take back.
      if (!is(...triage, ...bounced)) return 'notFromThisState'
      if (side !== 'receiver') return 'notYourSide'
      const back = tale.earlier
      const mayGoBack = [
        'askForInformation',
        'recordAttempt',
        'contact',
        'accept',
        'putOnWaitingList',
        'assign',
        'redirect',
        'decline',
        'womanDeclines',
        'giveUp',
        'closeAsMistaken',
      ]
      if (!back || !mayGoBack.includes(tale.earlierVerb ?? '')) return 'nothingToUndo'
      return { receiver: tale.receiver, at: back, earlier: was, earlierVerb: 'undo' }
    }
    case 'pregnancyLost':
      if (is('ended')) return 'notFromThisState'
      if (side !== 'system') return 'notYourSide'
      if (was.lost) return 'alreadyStopped'
      at.lost = true
      if (is(...alive)) promise('afterLoss', is('sent') ? 'sender' : 'receiver')
      break
    case 'lossTakenBack':
      if (!is(...alive)) return 'notFromThisState'
      if (side !== 'system') return 'notYourSide'
      if (!was.lost) return 'nothingToUndo'
      at.lost = false
      if (is('sent')) promise('receive', 'receiver')
      if (is('received')) promise('contact', 'receiver')
      if (is('needsInformation')) promise('answer', 'sender')
      if (is('contacted')) promise('decide', 'receiver')
      if (is('accepted')) promise(was.taken ? 'firstSession' : 'assign', 'receiver')
      if (is('waiting')) promise('waiting', 'receiver')
      if (is('started')) promise('course', 'receiver')
      break
    case 'consentWithdrawn':
      if (!is('draft', ...alive)) return 'notFromThisState'
      if (side !== 'system') return 'notYourSide'
      if (was.consentUntil === null) return 'alreadyStopped'
      at.consentUntil = null
      at.feedback = 'none'
      if (!is('started')) {
        close('withdrawn')
        at.task = { side: 'sender', ...was.referrer, due: context.due('followUp') }
      }
      break
  }
  return { receiver: tale.receiver, at, earlier: was, earlierVerb: command.verb }
}

const structuredCloneOf = (told: Told): Told => ({ ...told, task: told.task && { ...told.task } })

const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Two calls on one day, both before eleven, between eleven and one, between one and three, or after three. */
const sameStretch = (one: string, other: string): boolean => {
  if (one.startsWith('-') || one.slice(0, 10) !== other.slice(0, 10)) return false
  const hours = [one, other].map(call => Number(call.slice(11, 13)))
  return [11, 13, 15].every(limit => hours.every(hour => hour < limit) || hours.every(hour => hour >= limit))
}
