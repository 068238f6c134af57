import { data } from '../data.ts'
import type { Command } from '../kernel/command.ts'
import { readMasterKey } from '../kernel/config.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { journalCheck } from '../rooms/govern/index.ts'
import { checks } from '../rooms.ts'
import { openDatabases } from './databases.ts'
import { erasureFile, readErasures } from './erase.ts'
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
      const keys = await openKeys(keeper, readMasterKey(config))
      const everything = [...checks, journalCheck(data, keys, readErasures(erasureFile(config)))]
      const results = await keeper.asKeeper(async kysely => {
        const all: { promise: string; broken: string[] }[] = []
        for (const { promise, broken } of everything) all.push({ promise, broken: await broken(kysely) })
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
