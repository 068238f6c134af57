import { sql } from 'kysely'
import { dayOf, longDay, timeOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { addresseeOf } from '../family/index.ts'
import { mustAsk, type Why, whyWords } from './decide.ts'
import { type MessageState, tables, wouldSend } from './queue.ts'
import { languageFor, type MessageKind, packs } from './templates.ts'

export const kindWords: Record<MessageKind, string> = {
  made: 'Besked om aftalen',
  moved: 'Besked om ny tid',
  cancelled: 'Besked om aflysning',
  reminder: 'Påmindelse',
}

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

export interface AppointmentMessage {
  id: Id
  family: Id
  about: Id
  kind: MessageKind
  language: string
  appointment: Date
  due: Date
  state: MessageState
  why: Why | null
  /** How often it has been handed to the gateway without an answer, or with one. */
  tries: number
  changedAt: Date
}

interface Row extends Omit<AppointmentMessage, 'changedAt'> {
  changed_at: Date
}
const toMessage = ({ changed_at, ...row }: Row): AppointmentMessage => ({ ...row, changedAt: changed_at })
const columns = sql`id, family, about, kind, language, appointment, due, state, why, tries, changed_at`

/** The messages about each appointment of one family, newest last. */
export const messagesAbout = async (db: Db, family: Id): Promise<Map<Id, AppointmentMessage[]>> => {
  const { rows } = await sql<Row>`select ${columns} from message.outgoing
    where organisation = ${db.actor.organisation} and family = ${family} order by made_at, kind limit 200`.execute(
    tables(db),
  )
  return Map.groupBy(rows.map(toMessage), message => message.about)
}

/** The newest messages of the house: what went out, and what did not. */
export const newestMessages = async (db: Db, count: number): Promise<AppointmentMessage[]> => {
  const { rows } = await sql<Row>`select ${columns} from message.outgoing
    where organisation = ${db.actor.organisation} order by made_at desc, id limit ${count}`.execute(tables(db))
  return rows.map(toMessage)
}

const when = (at: Date): string => `${longDay(dayOf(at))} kl. ${timeOf(at)}`

export const stateWords = ({ state, why, due, tries, changedAt }: AppointmentMessage): string => {
  const because = why ? (whyWords[why] ?? why) : ''
  switch (state) {
    case 'queued':
      return `bliver sendt ${when(due)}`
    case 'unknown':
      return 'bliver prøvet igen: vi ved endnu ikke, om den kom frem'
    case 'handedOver':
      return `afleveret ${when(changedAt)}`
    case 'delivered':
      return `sendt ${when(changedAt)}`
    case 'unconfirmed':
      return 'ved ikke, om den kom frem: sig det til hende'
    case 'failed':
      return `kom ikke frem: ${because}. Sig det til hende`
    case 'told':
      return `sagt til hende ${when(changedAt)}`
    case 'stopped':
      return tries > 0 ? `stoppet: ${because}. Vi ved ikke, om den nåede frem før` : `ikke sendt: ${because}`
  }
}

/** What a message was to tell her, for the one who tells it instead. */
export const sayMatter = ({ kind, appointment }: AppointmentMessage): string =>
  `${kindWords[kind]}: ${when(appointment)}.`

/** One about something that lies ahead that did not come, or nobody knows. */
export const isUntold = ({ state, appointment }: AppointmentMessage, now: Date): boolean =>
  (state === 'failed' || state === 'unconfirmed') && appointment > now

/** What became of the messages about one appointment, a sentence each. */
export const sayMessages = (messages: readonly AppointmentMessage[]): string[] => [
  ...new Set(
    messages.map(message =>
      message.why || message.state === 'unconfirmed'
        ? `${capital(stateWords(message))}.`
        : `${kindWords[message.kind]} ${stateWords(message)}.`,
    ),
  ),
]

/** Before it is saved: what she will be sent, or why nothing is. The time is the one in the form when there is one. */
export const sayPlan = async (
  db: Db,
  family: Id,
  kind: 'made' | 'moved',
  now: Date,
): Promise<{ sends: boolean; text: string; mustAsk: boolean }> => {
  const to = (await addresseeOf(db, family)) ?? { contact: null, phone: null, lostAt: null, askedAt: null }
  const soon = new Date(now.getTime() + 7 * 24 * 3_600_000)
  const decision = wouldSend(to, soon, now)
  if (decision.act === 'not')
    return {
      sends: false,
      text: `Der sendes ingen besked: ${whyWords[decision.why]}.`,
      mustAsk: mustAsk(decision.why),
    }
  const template = packs[languageFor(to.contact?.language)]?.[kind] ?? ''
  const words = template.replace('{day}', '[dag]').replace('{time}', '[tid]')
  return {
    sends: true,
    text: `Når du gemmer, får hun en sms, i de timer hun må: »${words}« Dagen før får hun en påmindelse.`,
    mustAsk: false,
  }
}
