// Writes src/kernel/schema.ts and src/rooms/<room>/schema.ts from a freshly migrated database.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { resources } from '../src/rooms.ts'
import { schemaTypes } from './schema-types.ts'

const folder = mkdtempSync(join(tmpdir(), 'brobygger-schema-'))
const server = await startEmbedded(folder, { durable: false })
try {
  await migrate(server.ownerUrl, 'app', resources)
  const types = await schemaTypes(server.adminUrl.replace(/postgres$/, 'brobygger'))
  for (const [file, text] of Object.entries(types)) writeFileSync(join(import.meta.dirname, '..', file), text)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
