import { timeOf } from '../../kernel/clock.ts'
import { type ContactRule, waysOf } from '../family/index.ts'

export type Channel = 'call' | 'voicemail' | 'text'

/** `discreet`: somebody reads along, so time and date alone. `why` is for staff: 'hour' = another hour would do. */
export type Permission = { may: true; discreet: boolean } | { may: false; why: 'closed' | 'hour' }

// Where she named no hours: nobody is called or written to at night.
const dayTime = ['8-20']

const isWithin = (hours: string[], at: Date): boolean => {
  const [hour = 0, minute = 0] = timeOf(at).split('.').map(Number)
  const now = hour * 60 + minute
  return hours.some(span => {
    const [from, to] = span.split('-').map(Number)
    return from !== undefined && to !== undefined && now >= from * 60 && now < to * 60
  })
}

/**
 * Whether she may be reached this way at this moment. Unknown is no: a way that nobody has asked her about is closed,
 * and staff get a task to ask instead of a message going out.
 */
export const mayContact = (rule: ContactRule | null, channel: Channel, at: Date): Permission => {
  const ways = waysOf(rule)
  const isOpen = { call: ways.call, voicemail: ways.call && ways.message, text: ways.text }[channel]
  if (!isOpen) return { may: false, why: 'closed' }
  if (!isWithin(ways.hours.length > 0 ? ways.hours : dayTime, at)) return { may: false, why: 'hour' }
  return { may: true, discreet: ways.discreet }
}
