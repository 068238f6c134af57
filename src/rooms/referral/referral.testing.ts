import type { Sending } from './send.ts'
import type { FeedbackLevel } from './states.ts'

/** Amina, as Jordemoder Karen refers her on 23 November 2026. */
export const amina = (feedback: FeedbackLevel = 'status', more: Partial<Sending> = {}): Sending => ({
  programme: 'syddanmark',
  who: {
    cpr: '630498-1234',
    replacement: true,
    name: 'Amina Test Hansen',
    birthDate: '1998-04-03',
    phone: '00001234',
  },
  why: {
    reasons: ['anxiety', 'strainedEconomy'],
    dueDate: '2027-03-26',
    week: '22+3',
    childBirthDate: null,
    note: 'Hun har selv spurgt efter hjælp til økonomien.',
  },
  wish: { track: 't1', trackReason: null, site: 'odense', mode: 'physical', language: 'ar', interpreter: 'yes' },
  contact: { alone: 'yes', call: 'yes', text: 'no', message: 'no', hours: ['9-11'], readAlong: 'yes' },
  consent: {
    recipient: 'moedrehjaelpen',
    scope: ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'],
    form: 'written',
    oralReason: null,
    givenOn: '2026-11-23',
    until: '2027-11-23',
    feedback,
  },
  ...more,
})
