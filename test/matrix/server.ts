import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/kernel/embedded.ts'
import { makeTemplate } from '../support/database.ts'
import { fillTemplate } from '../support/template.ts'

/** A throw-away PostgreSQL with the tests' template, for a command outside the test run. */
export const withServer = async <T>(work: () => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-matrix-'))
  const server = process.env.BROBYGGER_TEST_SERVER ? undefined : await startEmbedded(folder, { durable: false })
  process.env.BROBYGGER_TEST_SERVER ??= server?.adminUrl
  process.env.BROBYGGER_LOG ??= 'off'
  try {
    await makeTemplate(fillTemplate)
    return await work()
  } finally {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
