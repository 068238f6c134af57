import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')

/** The generated types of the kernel's and each room's own schema, by file, from a migrated database. */
export const schemaTypes = async (url: string): Promise<Record<string, string>> => {
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-types-'))
  const rooms = readdirSync(join(root, 'src/rooms')).filter(room =>
    existsSync(join(root, 'src/rooms', room, 'migrations')),
  )
  const found: Record<string, string> = {}
  try {
    for (const [schema, file] of [
      ['kernel', 'src/kernel/schema.ts'] as const,
      ...rooms.map(room => [room, `src/rooms/${room}/schema.ts`] as const),
    ])
      found[file] = await typesOf(url, schema, join(folder, `${schema}.ts`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return found
}

const typesOf = async (url: string, schema: string, out: string): Promise<string> => {
  const options = {
    url,
    dialect: 'postgres',
    'date-parser': 'string',
    'numeric-parser': 'number',
    'include-pattern': `${schema}.*`,
    'exclude-pattern': '*.audit_*',
    'out-file': out,
  }
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  await promisify(execFile)(join(root, 'node_modules/.bin/kysely-codegen'), words)
  return readFileSync(out, 'utf8').replaceAll('export interface DB ', 'export interface Schema ')
}
