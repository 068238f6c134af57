import type { Kysely } from 'kysely'
import { bulkInsert } from '../../kernel/bulk.ts'
import { addDays, dayOf, instantOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Random } from '../../kernel/random.ts'
import type { Why } from './decide.ts'
import type { MessageState } from './queue.ts'
import type { MessageKind } from './templates.ts'

export interface InventedMessage {
  organisation: Id
  family: Id
  /** The appointment it is about. */
  about: Id
  kind: MessageKind
  appointment: Date
  state: MessageState
  why: Why | null
  tries: number
  madeAt: Date
  by: Id
}

/** Puts invented messages in as the keeper, each with what became of it; nothing of them is handed to anybody. */
export const populateMessages = async (
  kysely: Kysely<unknown>,
  random: Random,
  messages: readonly InventedMessage[],
): Promise<void> => {
  const rows = messages.map(message => ({ ...message, id: random.id() }))
  await bulkInsert(
    kysely,
    'message.outgoing',
    rows.map(({ about, kind, appointment, state, why, tries, madeAt, by, organisation, family, id }) => ({
      organisation,
      id,
      family,
      about,
      kind,
      language: 'da',
      appointment,
      due: kind === 'reminder' ? instantOf(addDays(dayOf(appointment), -1), '10:00') : madeAt,
      last_at: appointment,
      state,
      why,
      tries,
      made_at: madeAt,
      made_by: by,
      changed_at: madeAt,
    })),
  )
  await bulkInsert(
    kysely,
    'message.outgoing_event',
    rows.map(({ organisation, family, id, state, why, madeAt }) => ({
      organisation,
      id: random.id(),
      family,
      outgoing: id,
      at: madeAt,
      state,
      why,
    })),
  )
}
