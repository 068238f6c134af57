import type { Kysely } from 'kysely'
import { affectedBy } from '../kernel/audit-read.ts'
import { addDays, instantOf, isDay } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { csvOf } from '../kernel/csv.ts'
import { type Id, isId } from '../kernel/ids.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { staffByAddress } from '../rooms/govern/index.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const affectedCommand: Command = {
  name: 'affected',
  usage: 'affected --user MAIL|ID --from 2026-11-01 --to 2026-11-30 [--json]',
  summary:
    'Hvis oplysninger har en medarbejder set eller ændret i en periode? Skriver numre som CSV, i alle organisationers logge.',
  async run(args) {
    const { config, given } = readOptions(args, {
      user: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
    })
    const { user = '', from = '', to = '' } = given
    if (!user || !isDay(from) || !isDay(to) || to < from)
      throw new PlainFault('Skriv --user med mail eller nummer og --from og --to som dage: 2026-11-01.')
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    const started = performance.now()
    try {
      const found = await keeper.asKeeper(async kysely =>
        affectedBy(kysely, {
          staff: await staffOf(kysely, user),
          from: instantOf(from, '00:00'),
          to: instantOf(addDays(to, 1), '00:00'),
        }),
      )
      const seconds = Math.round(performance.now() - started) / 1000
      if (given.json) console.log(JSON.stringify({ seconds, affected: found }))
      else
        console.log(
          csvOf(
            ['organisation', 'nummer', 'første gang', 'sidste gang', 'gange', 'ændret'],
            found.map(one => [
              one.organisation,
              one.subject,
              one.first.toISOString(),
              one.last.toISOString(),
              one.times,
              one.changed ? 'ja' : 'nej',
            ]),
          ).trimEnd(),
        )
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}

const staffOf = async (kysely: Kysely<unknown>, user: string): Promise<Id> => {
  if (isId(user)) return user
  const ids = await staffByAddress(kysely, user)
  const [only] = ids
  if (!only || ids.length > 1)
    throw new PlainFault(
      ids.length > 1
        ? `Flere medarbejdere har mailen: skriv nummeret, ${ids.join(' eller ')}.`
        : `Ingen medarbejder har mailen ${user}.`,
    )
  return only
}
