import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Form } from '../kernel/visit.ts'

/** Refuses a body over the limit, as one sentence. */
export const limit = (kilobytes: number) =>
  bodyLimit({
    maxSize: kilobytes * 1024,
    onError: c => c.text(`Det er for meget på én gang: højst ${kilobytes} kB.`, 413),
  })

/**
 * What a person typed: texts alone, without the NUL that no database text can hold and no person types. A file where a
 * text belongs is left out; a body that is no form at all gives an empty one, and the page says what is missing.
 */
export const readForm = async (c: Context): Promise<Form> => {
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
  const pairs = Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
    const texts = [value].flat().filter(one => typeof one === 'string')
    const clean = texts.map(text => text.replaceAll('\0', ''))
    return clean.length === 0 ? [] : [[name, Array.isArray(value) ? clean : (clean[0] ?? '')]]
  })
  return Object.fromEntries(pairs)
}
