import type { Command } from '../kernel/command.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { checks } from '../rooms.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [--json]',
  summary:
    'Beviser løfterne igen på databasen: ingen er tabt, data er hjemme, spor er hele. Skriver, hvad der er brudt.',
  async run(args) {
    const { config, given } = readOptions(args, {})
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    try {
      const results = await keeper.asKeeper(async kysely => {
        const all: { promise: string; broken: string[] }[] = []
        for (const { promise, broken } of checks) all.push({ promise, broken: await broken(kysely) })
        return all
      })
      if (given.json) console.log(JSON.stringify({ checks: results }))
      else
        for (const { promise, broken } of results)
          console.log(
            [`${broken.length === 0 ? 'ok    ' : 'BRUDT '} ${promise}`, ...broken.map(line => `         ${line}`)].join(
              '\n',
            ),
          )
      return results.every(result => result.broken.length === 0) ? 0 : 1
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}
