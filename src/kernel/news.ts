import type { Clock } from './clock.ts'
import type { Db } from './database.ts'

export type News = { kind: string } & Record<string, unknown>

/** Acts on the news in the same transaction; returns what the person who caused it should be told, if anything. */
export type Inside = (db: Db, news: News, clock: Clock) => Promise<string | undefined>

const inside = new Map<string, Inside[]>()

/** Bound once for each kind, where all rooms are known. News that can wait goes out from the outbox instead. */
export const bindInside = (kind: string, handlers: Inside[]): void => {
  inside.set(kind, handlers)
}

/** Tells the rooms above, before the transaction ends: what they cannot do undoes the change itself. */
export const tellInside = async (db: Db, news: News, clock: Clock): Promise<string[]> => {
  const said: string[] = []
  for (const handle of inside.get(news.kind) ?? []) {
    const sentence = await handle(db, news, clock)
    if (sentence) said.push(sentence)
  }
  return said
}
