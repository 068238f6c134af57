import type { Command } from '../kernel/command.ts'
import { bringUpToDate, openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate [--json]',
  summary: 'Bringer databasen op til dette program. Kan gentages.',
  async run(args) {
    const { config, given } = readOptions(args, {})
    const databases = await openDatabases(config)
    try {
      const applied = await bringUpToDate(databases)
      console.log(
        given.json
          ? JSON.stringify({ applied })
          : applied.length > 0
            ? `Kørt: ${applied.join(', ')}`
            : 'Databasen er allerede opdateret.',
      )
      return 0
    } finally {
      await databases.stop()
    }
  },
}
