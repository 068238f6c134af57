import { randomUUID } from 'node:crypto'

/** A random identifier. Never serial or time-ordered: an order would tell who came when. */
export type Id = string

export const newId = (): Id => randomUUID()

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (text: unknown): text is Id => typeof text === 'string' && shape.test(text)
