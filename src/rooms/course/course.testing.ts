import type { Person, World } from '../../../test/support/world.ts'
import { instantOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import { oneYearAfter } from '../family/index.ts'
import { sitesOf } from '../govern/index.ts'
import { type Command, perform, type Sending, send } from '../referral/index.ts'
import type { Appointment } from './appointment.ts'
import { startCourse } from './start.ts'

/** Amina, as Jordemoder Karen refers her on a day. */
export const aminaOn = (day: string, more: Partial<Sending> = {}): Sending => ({
  programme: 'syddanmark',
  who: { cpr: '630498-1234', replacement: true, name: 'Amina Test Hansen', birthDate: '1998-04-03', phone: '00001234' },
  why: { reasons: ['strainedEconomy'], dueDate: null, week: null, childBirthDate: null, note: null },
  wish: { track: 't1', trackReason: null, site: 'odense', mode: 'physical', language: 'ar', interpreter: 'yes' },
  contact: { alone: 'yes', call: 'yes', text: 'no', message: 'no', hours: ['9-11'], readAlong: 'yes' },
  consent: {
    recipient: 'moedrehjaelpen',
    scope: ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'],
    form: 'written',
    oralReason: null,
    givenOn: day,
    until: oneYearAfter(day),
    feedback: 'summary',
  },
  ...more,
})

/** Karen sends, Bente rings and assigns: everything up to where a counsellor begins. */
export const acceptedReferral = async (
  w: World,
  { day, content, to = w.lone }: { day: string; content?: Partial<Sending>; to?: Person },
): Promise<{ referral: Id }> => {
  const sent = await w.karen.does(db => send(db, aminaOn(day, content), w.clock))
  if (!sent.ok) throw new Error(`not sent: ${sent.refusal}`)
  for (const command of [{ verb: 'contact' }, { verb: 'accept' }, { verb: 'assign', person: to.id }] as Command[]) {
    const done = await w.bente.does(db => perform(db, sent.id, command, w.clock))
    if (!done.ok) throw new Error(`${command.verb}: ${done.refusal}`)
  }
  return { referral: sent.id }
}

/** A course that Rådgiver Lone has begun, in track 1 at Odense. */
export const startedCourse = async (
  w: World,
  options: { day: string; content?: Partial<Sending>; first?: Appointment; to?: Person; track?: string },
): Promise<{ id: Id; referral: Id; family: Id }> => {
  const { referral } = await acceptedReferral(w, options)
  const who = options.to ?? w.lone
  const started = await who.does(async db => {
    const site = (await sitesOf(db)).find(one => one.key === 'odense')?.id ?? null
    return startCourse(db, referral, { track: options.track ?? 't1', site, first: options.first }, w.clock)
  })
  if (!started.ok) throw new Error(`not started: ${started.refusal}`)
  return { id: started.id, family: started.family, referral }
}

/** A talk on the phone with Lone, unless something else is said. */
export const talk = (w: World, day: string, time: string, more: Partial<Appointment> = {}): Appointment => {
  const from = instantOf(day, time)
  return {
    from,
    to: new Date(from.getTime() + 45 * 60_000),
    mode: 'phone',
    site: null,
    room: null,
    counsellor: w.lone.id,
    interpreter: null,
    ...more,
  }
}
