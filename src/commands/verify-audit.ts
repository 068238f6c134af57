import { existsSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { appendLines, type Restored, readHeads } from '../kernel/audit-heads.ts'
import { type AuditFault, type Verified, verifyAudit } from '../kernel/audit-verify.ts'
import type { Command } from '../kernel/command.ts'
import { auditHeadsFile } from '../kernel/config.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const verifyAuditCommand: Command = {
  name: 'verify-audit',
  usage: 'verify-audit [--heads FILE] [--restored "why"] [--json]',
  summary:
    'Prøver hele logbogen igen mod seglene og mod filen uden for databasen. --restored skriver i filen, at databasen er sat tilbage.',
  async run(args) {
    const { config, given } = readOptions(args, { heads: { type: 'string' }, restored: { type: 'string' } })
    const file = given.heads ?? auditHeadsFile(config)
    const databases = await openDatabases(config)
    const started = performance.now()
    try {
      if (given.restored) await noteRestored(databases.ownerUrl, file, given.restored)
      const found = await verifyWith(databases.ownerUrl, file)
      const seconds = Math.round((performance.now() - started) / 100) / 10
      if (given.json)
        console.log(
          JSON.stringify({ ...found, seconds, rowsPerSecond: Math.round(found.rows / Math.max(seconds, 0.1)) }),
        )
      else console.log(inWords(found, seconds))
      return found.ok ? 0 : 1
    } finally {
      await databases.stop()
    }
  },
}

/** One look at everything in one snapshot, as the keeper, who reads the trail and changes nothing. */
const asReader = async <T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query(
      'begin isolation level repeatable read read only; set local role brobygger_keeper; set local jit = off',
    )
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Proves the trail against the file. `setBack`: the database is an earlier one, so the file may know later seals. */
export const verifyWith = async (ownerUrl: string, file: string, setBack = false): Promise<Verified> => {
  const { lines, broken } = readHeads(existsSync(file) ? readFileSync(file, 'utf8') : '')
  const known = setBack ? [...lines, { restored: '', at: '', seals: await lastSeals(ownerUrl) }] : lines
  const found = await asReader(ownerUrl, client => verifyAudit(client, known))
  const faults: AuditFault[] = [
    ...(!existsSync(file) && found.seals > 0 ? [ofFile(`Filen med hoveder findes ikke: ${file}`)] : []),
    ...broken.map(line => ofFile(`Linje ${line} i ${file} kan ikke læses`)),
    ...found.faults,
  ]
  return { ...found, ok: faults.length === 0, faults }
}

const ofFile = (what: string): AuditFault => ({ organisation: '', seal: 0, what, rows: [] })

const lastSeals = (ownerUrl: string): Promise<Record<string, number>> =>
  asReader(ownerUrl, async client => {
    const { rows } = await client.query('select organisation, max(n) as n from kernel.seal group by organisation')
    return Object.fromEntries(rows.map(row => [row.organisation, row.n as number]))
  })

/** The operator's word that the database was set back: what the file says of the time after it is no longer expected. */
export const noteRestored = async (ownerUrl: string, file: string, why: string): Promise<void> => {
  const line: Restored = { restored: why, at: new Date().toISOString(), seals: await lastSeals(ownerUrl) }
  appendLines(file, [line])
}

const inWords = (found: Verified, seconds: number): string => {
  const { rows, seals, organisations, unsealed, oldestUnsealed, unpublished, faults } = found
  return [
    ...faults.map(({ organisation, seal, what, rows: ids, from, to }) =>
      [
        `BRUDT  ${organisation}${seal ? ` segl ${seal}` : ''}${from ? ` (${from} til ${to} UTC)` : ''}: ${what}`,
        ...ids.map(id => `         række ${id}`),
      ].join('\n'),
    ),
    `${faults.length === 0 ? 'Logbogen er hel' : `Logbogen er IKKE hel: ${faults.length} brud`}: ${rows} rækker, ${seals} segl, ${organisations} organisationer, ${seconds} sekunder.`,
    ...(unsealed > 0 ? [`${unsealed} rækker venter på segl, den ældste fra ${oldestUnsealed} UTC.`] : []),
    ...(unpublished > 0 ? [`${unpublished} segl er ikke skrevet i filen endnu: det sker, når siden kører.`] : []),
  ].join('\n')
}
