import { sql } from 'kysely'
import { data } from '../data.ts'
import type { Command } from '../kernel/command.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { processingOf } from '../rooms/govern/index.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const recordsCommand: Command = {
  name: 'records',
  usage: 'records --organisation moedrehjaelpen [--json]',
  summary: 'Skriver fortegnelsen over behandling af personoplysninger (artikel 30) for en dataansvarlig.',
  async run(args) {
    const { config, given } = readOptions(args, { organisation: { type: 'string' } })
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    try {
      const record = await keeper.asKeeper(async kysely => {
        const { rows } = await sql<{
          id: string
        }>`select id from govern.organisation where key = ${given.organisation ?? ''}`.execute(kysely)
        return rows[0] && processingOf(kysely, data, rows[0].id)
      })
      if (!record) throw new PlainFault('Skriv --organisation med organisationens nøgle, for eksempel moedrehjaelpen.')
      if (given.json) console.log(JSON.stringify(record))
      else
        console.log(
          [
            `Fortegnelse over behandling: ${record.controller}`,
            ...record.parts.flatMap(({ head, lines }) => ['', head, ...lines.map(line => `  - ${line}`)]),
          ].join('\n'),
        )
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}
