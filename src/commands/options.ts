import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../kernel/config.ts'

/** The options every command shares, and where the rest of the words went. */
export const readOptions = <T extends Record<string, { type: 'string' | 'boolean' }>>(args: string[], own: T) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
      ...own,
    },
  })
  const given = values as { port?: string; host?: string; data?: string; json?: boolean } & {
    [K in keyof T]?: T[K]['type'] extends 'string' ? string : boolean
  }
  const config: Config = readConfig(given)
  return { config, given, words: positionals }
}
