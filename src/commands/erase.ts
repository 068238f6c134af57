import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { data } from '../data.ts'
import { appendLines } from '../kernel/audit-heads.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { auditHeadsFile, type Config, readMasterKey } from '../kernel/config.ts'
import { makeFolder } from '../kernel/folder.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { PlainFault } from '../kernel/refusal.ts'
import {
  carryOut,
  type ErasureLine,
  openOrders,
  orderBlocked,
  proposeDue,
  replayErasures,
} from '../rooms/govern/index.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

/** The journal of erasures outside the database: beside the heads of the audit trail. */
export const erasureFile = (config: Config): string => join(dirname(auditHeadsFile(config)), 'erasures.jsonl')

export const readErasures = (file: string): ErasureLine[] => {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map((line, at) => {
      try {
        return JSON.parse(line) as ErasureLine
      } catch {
        throw new PlainFault(`Linje ${at + 1} i ${file} kan ikke læses: ret den, før der slettes igen.`)
      }
    })
}

export const eraseCommand: Command = {
  name: 'erase',
  usage: 'erase [--replay] [--json]',
  summary:
    'Sletter det, nogen har besluttet at slette, og foreslår det, hvis tid er gået. --replay sletter igen efter en gendannelse. Kør den hver dag.',
  async run(args) {
    const { config, given } = readOptions(args, { replay: { type: 'boolean' } })
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    const file = erasureFile(config)
    makeFolder(dirname(file))
    try {
      const keys = await openKeys(keeper, readMasterKey(config))
      const again = given.replay ? await replayErasures(keeper, { data, keys }, readErasures(file)) : 0
      const now = systemClock.now()
      const erased: ErasureLine[] = []
      const kept: { cause: string; why: string[] }[] = []
      for (const order of await keeper.asKeeper(openOrders))
        await keeper.asKeeper(async kysely => {
          const why = await orderBlocked(kysely, data, order, now)
          if (why.length > 0) kept.push({ cause: order.cause, why })
          else {
            const line = await carryOut(kysely, { data, keys, now, outside: made => appendLines(file, [made]) }, order)
            if (line) erased.push(line)
          }
        })
      const due = await keeper.asKeeper(async kysely => {
        const { rows } = await sql<{ id: string }>`select distinct organisation as id from govern.staff`.execute(kysely)
        let found = 0
        for (const { id } of rows) found += await proposeDue(kysely, data, id, now)
        return found
      })
      if (given.json) console.log(JSON.stringify({ erased, kept, due, again }))
      else
        console.log(
          [
            `${erased.length} slettet.`,
            ...(given.replay ? [`${again} slettet igen efter gendannelsen.`] : []),
            ...kept.map(one => `1 venter: ${one.why.join(' ')}`),
            `${due} sager er ældre end fristen og venter på en beslutning.`,
          ].join('\n'),
        )
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}
