import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { readMasterKey } from '../kernel/config.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { populate, type Scale, scales } from '../populate.ts'
import { applyFolder } from '../rooms/programme/index.ts'
import { analyse, bringUpToDate, openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const populateCommand: Command = {
  name: 'populate',
  usage: `populate --scale ${scales.join('|')} [--seed 1] [--years 10] [--json]`,
  summary: 'Fylder en tom database med opdigtede personer og forløb. Det samme frø giver de samme.',
  async run(args) {
    const { config, given } = readOptions(args, {
      scale: { type: 'string' },
      seed: { type: 'string' },
      years: { type: 'string' },
    })
    const scale = scales.find(name => name === (given.scale ?? 'demo')) as Scale | undefined
    if (!scale) throw new PlainFault(`Skriv --scale ${scales.join(', --scale ')}.`)
    const seed = Number(given.seed ?? 1)
    if (!Number.isSafeInteger(seed)) throw new PlainFault('Frøet skal være et helt tal: --seed 1.')
    const years = given.years === undefined ? undefined : Number(given.years)
    if (years !== undefined && !(years > 0 && years <= 20))
      throw new PlainFault('Antal år skal være fra 1 til 20: --years 1.')
    if (!config.demo) throw new PlainFault('Opdigtede personer lægges kun i en demonstration: sæt BROBYGGER_MODE=demo.')
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    const started = performance.now()
    try {
      await bringUpToDate(databases)
      await keeper.asKeeper(kysely => applyFolder(kysely, systemClock.now()))
      const keys = await openKeys(keeper, readMasterKey(config))
      const done = await populate(keeper, keys, scale, seed, systemClock.now(), years)
      await analyse(databases)
      const seconds = Math.round((performance.now() - started) / 100) / 10
      console.log(
        given.json
          ? JSON.stringify({ scale, seed, seconds, ...done })
          : `${done.referrals} henvisninger, ${done.courses} forløb, ${done.sessions} samtaler, ${done.screenings} gange spurgt, ${done.auditRows} spor på ${seconds} sekunder. Alle er opdigtede.`,
      )
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}
