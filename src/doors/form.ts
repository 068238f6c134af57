import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { log } from '../kernel/log.ts'
import type { Form } from '../kernel/visit.ts'
import { tooMuchPage } from './closed.ts'

/** Refuses a body over the limit, before it is read. */
export const limit = (kilobytes: number, synthetic: boolean) =>
  bodyLimit({
    maxSize: kilobytes * 1024,
    onError: async c => {
      log('turned-away', { why: 'too large', kilobytes })
      return c.html(await tooMuchPage(synthetic, kilobytes), 413)
    },
  })

const mostFields = 1_000

/**
 * What a person typed: texts alone, without the NUL that no database text can hold and no person types. A body that is
 * no form of ours gives an empty one, and the page says what is missing. Read before anybody is known to be signed in,
 * so it costs little however it is made.
 */
export const readForm = async (c: Context): Promise<Form> => {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return {}
  const text = await c.req.text()
  if (text.split('&', mostFields + 1).length > mostFields) return {}
  const form = new Map<string, string[]>()
  for (const pair of new URLSearchParams(text)) {
    const [name, value] = pair.map(part => part.replaceAll('\0', '')) as [string, string]
    const before = form.get(name)
    if (before) before.push(value)
    else form.set(name, [value])
  }
  return Object.fromEntries([...form].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]))
}
