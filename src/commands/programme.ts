import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { type Applied, applyProgramme, type ProgrammeFile, readProgrammeBytes } from '../rooms/programme/index.ts'
import { bringUpToDate, openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const programmeCommand: Command = {
  name: 'programme',
  usage: 'programme check|apply FIL … [--json]',
  summary:
    'Ser en programfil igennem, eller lægger den i databasen. En aftale i brug bliver aldrig rettet: en ny udgave kommer til.',
  async run(args) {
    const { config, given, words } = readOptions(args, {})
    const [verb, ...files] = words
    if ((verb !== 'check' && verb !== 'apply') || files.length === 0)
      throw new PlainFault('Skriv brobygger programme check FIL eller brobygger programme apply FIL.')
    const read = files.map(file => readProgrammeBytes(readBytes(file), basename(file)))
    const faults = read.flatMap(result => (result.ok ? [] : result.faults))
    if (faults.length > 0) {
      if (given.json) console.log(JSON.stringify({ faults }))
      else for (const fault of faults) console.error(`${fault.file}:${fault.line}: ${fault.message}`)
      return 1
    }
    const good = read.flatMap(result => (result.ok ? [result.programme] : []))
    if (verb === 'check') {
      console.log(
        given.json
          ? JSON.stringify({ faults })
          : good.map(p => `${p.key}: i orden, ${p.agreements.length} aftaleudgaver.`).join('\n'),
      )
      return 0
    }
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    try {
      await bringUpToDate(databases)
      const applied = await keeper.asKeeper(kysely => applyAll(kysely, good))
      console.log(given.json ? JSON.stringify({ applied }) : applied.map(inWords).join('\n'))
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}

const applyAll = async (kysely: Parameters<typeof applyProgramme>[0], good: ProgrammeFile[]) => {
  const applied: Applied[] = []
  for (const programme of good) applied.push(await applyProgramme(kysely, programme, systemClock.now()))
  return applied
}

const inWords = ({ programme, outcome, added }: Applied): string => {
  if (outcome === 'same') return `${programme}: intet nyt.`
  const versions = added.map(a => `aftale ${a.version}, udgave ${a.revision}`).join('; ')
  return `${programme}: ${outcome === 'new' ? 'lagt ind' : 'opdateret'}${versions ? ` (${versions})` : ''}.`
}

const readBytes = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch {
    throw new PlainFault(`Filen ${file} kan ikke læses.`)
  }
}
