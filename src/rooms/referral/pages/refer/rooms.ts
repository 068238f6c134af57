import { html } from 'hono/html'
import type { Html } from '../../../../design/index.ts'
import { type Clock, weekNumber } from '../../../../kernel/clock.ts'
import type { Db } from '../../../../kernel/database.ts'
import { type Room, roomAt } from '../../capacity.ts'
import type { ReferContext } from './context.ts'

/** How soon each site can begin with one more family, by the site's key. */
export type Rooms = Map<string, Room>

export const roomsOf = async (db: Db, context: ReferContext, recipient: string, clock: Clock): Promise<Rooms> => {
  const id = context.recipientIds.get(recipient)
  const rooms = id ? await roomAt(db, id, clock) : new Map<string, Room>()
  return new Map(
    context.sites.flatMap(key => {
      const room = rooms.get(context.siteIds.get(key) ?? '')
      return room && room.hours > 0 ? [[key, room] as const] : []
    }),
  )
}

export const roomWords = (room: Room | undefined): string =>
  room ? `plads fra uge ${weekNumber(room.week)}` : 'ledig plads er ikke oplyst'

/** The next realistic week at the wished site first, then at the others: known before anything is sent. */
export const roomList = (context: ReferContext, rooms: Rooms, wished: string): Html => {
  const others = context.sites.filter(key => key !== wished && rooms.has(key))
  const name = (key: string) => context.siteNames.get(key) ?? key
  return html`${wished ? html`<div><dt>Næste realistiske uge, ${name(wished)}</dt><dd>${rooms.has(wished) ? `Uge ${weekNumber(rooms.get(wished)?.week ?? '')}` : 'Ikke oplyst'}</dd></div>` : ''}
${others.length > 0 ? html`<div><dt>Andre steder</dt><dd>${others.map((key, nth) => html`${nth > 0 ? html`<br>` : ''}${name(key)}: uge ${weekNumber(rooms.get(key)?.week ?? '')}`)}</dd></div>` : ''}`
}
