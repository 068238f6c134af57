import { existsSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from '../kernel/command.ts'
import { auditHeadsFile, readMasterKey } from '../kernel/config.ts'
import { startEmbedded } from '../kernel/embedded.ts'
import { makeFolder } from '../kernel/folder.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { afterRestore, type SetBack } from './after-restore.ts'
import { backupsIn, type Kept, openSealed, readBackupKey } from './backup-files.ts'
import { unpackFolder } from './folder-archive.ts'
import { readOptions } from './options.ts'
import { giveToServer } from './postgres-tools.ts'
import { restoreServer } from './restore-server.ts'

type Step = (name: string, work: () => Promise<string>) => Promise<void>

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore --from FOLDER --into NEW-FOLDER [--at 2026-11-25T03:00:00+01:00] [--takes-over "why"] [--json]',
  summary:
    'Sætter en sikkerhedskopi op i en ny mappe, prøver den og siger, hvordan den tages i brug. Rører aldrig den gamle database.',
  async run(args) {
    const { config, given } = readOptions(args, {
      from: { type: 'string' },
      into: { type: 'string' },
      at: { type: 'string' },
      'takes-over': { type: 'string' },
    })
    if (!given.from || !given.into)
      throw new PlainFault('Skriv, hvor kopierne ligger, og en ny mappe: brobygger restore --from MAPPE --into MAPPE.')
    const [from, into] = [resolve(given.from), resolve(given.into)]
    if (existsSync(into)) throw new PlainFault(`${into} findes allerede: en kopi sættes op i en ny mappe.`)
    const at = readTime(given.at)
    const key = readBackupKey()
    const master = readMasterKey(config)
    const backup = chosen(from, at)
    const times: { step: string; result: string; seconds: number }[] = []
    const step: Step = async (name, work) => {
      const started = performance.now()
      const result = await work()
      const seconds = Math.round((performance.now() - started) / 100) / 10
      times.push({ step: name, result, seconds })
      if (!given.json) console.log(`${name}: ${result} (${seconds} s)`)
    }
    // Beside the folder asked for, and under its name only when everything has been proved.
    const making = `${into}.partial`
    rmSync(making, { recursive: true, force: true })
    makeFolder(resolve(into, '..'))
    try {
      const unpack = (folder: string) =>
        step(
          'Udpakket',
          async () => `${await unpackFolder(openSealed(from, backup.name, key), folder)} filer fra ${backup.name}`,
        )
      const opened =
        backup.kind === 'cold'
          ? await unpack(making).then(() => {
              giveToServer(join(making, 'postgresql'))
              return startEmbedded(making)
            })
          : await restoreServer({ config, from, key, making, at, unpack, step })
      try {
        const keeper = connectKeeper(opened.ownerUrl)
        const keys = await openKeys(keeper, master).finally(() => keeper.close())
        const restored: SetBack = {
          databases: opened,
          config,
          keys,
          heads: auditHeadsFile(config),
          takesOver: given['takes-over'],
        }
        for (const { name, run } of afterRestore) await step(name, () => run(restored))
      } finally {
        await opened.stop()
      }
      renameSync(making, into)
    } finally {
      rmSync(making, { recursive: true, force: true })
    }
    const next =
      backup.kind === 'cold'
        ? `brobygger start --data ${into} (læg hovednøglen ved siden af, eller sæt BROBYGGER_KEY_FILE)`
        : `start PostgreSQL på ${join(into, 'data')} med dine egne indstillinger, og ret DATABASE_URL og DATABASE_OWNER_URL`
    if (given.json) console.log(JSON.stringify({ backup: backup.name, at: at ?? null, into, steps: times }))
    else
      console.log(
        [
          `Kopien er sat op i ${into}. Næste skridt: ${next}.`,
          ...(given['takes-over'] ? [] : ['Skal den tage over: brobygger verify-audit --restored "hvorfor" først.']),
        ].join('\n'),
      )
    return 0
  },
}

const readTime = (text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined
  if (!at || Number.isNaN(at.getTime()))
    throw new PlainFault(`${text} er ikke et tidspunkt: skriv det som 2026-11-25T03:00:00+01:00.`)
  return at
}

/** The newest backup that was finished by then. */
const chosen = (from: string, at: Date | undefined): Kept => {
  const all = backupsIn(from).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const found = all.filter(backup => !at || backup.at <= at).at(-1)
  if (found) return found
  throw new PlainFault(
    all.length === 0 || !at
      ? `Der er ingen sikkerhedskopi i ${from}.`
      : `Der er ingen sikkerhedskopi fra før ${at.toISOString()}: den ældste er ${all[0]?.name}.`,
  )
}
