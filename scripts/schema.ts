// Writes src/rooms/<room>/schema.ts: Kysely types of each room's own schema, read from a freshly migrated database.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { migrate } from '../src/kernel/migrate.ts'

const root = join(import.meta.dirname, '..')
const rooms = join(root, 'src/rooms')
const folder = mkdtempSync(join(tmpdir(), 'brobygger-schema-'))
const server = await startEmbedded(folder, { durable: false })
try {
  await migrate(server.ownerUrl, 'app')
  const owned = readdirSync(rooms).filter(room => existsSync(join(rooms, room, 'migrations')))
  for (const [name, target] of [
    ['kernel', join(root, 'src/kernel/schema.ts')] as const,
    ...owned.map(room => [room, join(rooms, room, 'schema.ts')] as const),
  ]) {
    const out = join(folder, 'out.ts')
    execFileSync(
      join(root, 'node_modules/.bin/kysely-codegen'),
      [
        '--url',
        server.adminUrl.replace(/postgres$/, 'brobygger'),
        '--dialect',
        'postgres',
        '--date-parser',
        'string',
      ].concat([
        '--numeric-parser',
        'number',
        '--include-pattern',
        `${name}.*`,
        '--exclude-pattern',
        '*.audit_*',
        '--out-file',
        out,
      ]),
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    const text = readFileSync(out, 'utf8').replaceAll('export interface DB ', 'export interface Schema ')
    writeFileSync(target, text)
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
