import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Site } from './organisations.ts'
import type { Schema } from './schema.ts'

/** The keys of the places one organisation, by its key, works at on a day, as the programmes' agreements name them. */
export type PlacesNamed = (db: Db, organisation: string, day: Day) => Promise<string[]>

let named: PlacesNamed | undefined

/** Bound once, where all rooms are known: agreements stand in a room above. */
export const bindPlaces = (port: PlacesNamed): void => {
  named = port
}

const order = new Intl.Collator('da')

/** The places a colleague can be put at: those of the own programmes, and those she has already. */
export const placesFor = async (db: Db, day: Day, known: readonly Id[]): Promise<Site[]> => {
  const { rows } = await sql<Site & { own: string }>`select s.id, s.key, s.name, s.kind, o.key as own
    from govern.site s join govern.organisation o on o.id = ${db.actor.organisation}`.execute(db.tables<Schema>())
  const own = rows[0]?.own
  const keys = own && named ? await named(db, own, day) : []
  return rows
    .filter(one => keys.length === 0 || keys.includes(one.key) || known.includes(one.id))
    .map(({ own: _, ...site }) => site)
    .toSorted((a, b) => order.compare(a.name, b.name))
}
