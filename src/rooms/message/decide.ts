import type { Addressee } from '../family/index.ts'
import { mayContact } from './contact.ts'

/** Why a message is not sent: a closed list, with neutral words for staff. */
export const whyWords = {
  notAsked: 'vi ved ikke, om hun må få sms',
  notAlone: 'ingen har spurgt hende, mens hun var alene',
  closed: 'hun vil ikke have sms',
  noDigital: 'hun får intet digitalt',
  noPhone: 'vi har ikke hendes telefonnummer',
  stopped: 'beskeder af sig selv er stoppet for hende',
  ruleChanged: 'hendes kontaktregel er ændret',
  appointmentChanged: 'aftalen er ændret',
  late: 'der var ikke et tidspunkt, hun må få sms på, i tide',
  off: 'beskeder er slået fra',
  refused: 'nummeret kunne ikke få den',
} as const
export type Why = keyof typeof whyWords

/** Nobody has asked her, or not her alone: somebody has to. */
export const mustAsk = (why: string | null): boolean => why === 'notAsked' || why === 'notAlone'

export type Decision = { act: 'send' } | { act: 'wait'; until: Date } | { act: 'not'; why: Why }

const not = (why: Why): Decision => ({ act: 'not', why })
const quarter = 15 * 60_000
const farthest = 8 * 24 * 60 * 60_000

/**
 * Whether a text goes to her now, later or not at all, and why. Asked when it is queued and again when it is sent.
 * `madeAt` is when it was queued: a loss noted since then stops it.
 */
export const decide = (
  to: Pick<Addressee, 'contact' | 'phone' | 'lostAt'>,
  message: { madeAt: Date; lastAt: Date },
  now: Date,
): Decision => {
  const { contact, phone, lostAt } = to
  if (contact?.noDigital) return not('noDigital')
  if (contact && contact.aloneWhenAsked !== true) return not('notAlone')
  if (contact?.mayText === false) return not('closed')
  if (contact?.mayText !== true || contact.readAlong === null) return not('notAsked')
  if (!phone) return not('noPhone')
  if (lostAt && lostAt > message.madeAt) return not('stopped')
  for (let at = now; at < message.lastAt && at.getTime() - now.getTime() < farthest; at = next(at)) {
    if (!mayContact(contact, 'text', at).may) continue
    return at === now ? { act: 'send' } : { act: 'wait', until: at }
  }
  return not('late')
}

/** The next quarter on the clock: hours begin there. */
const next = (at: Date): Date => new Date((Math.floor(at.getTime() / quarter) + 1) * quarter)
