import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../kernel/command.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { senderFaults, templateFaults } from '../rooms/message/index.ts'
import { type ProgrammeFile, readProgrammeBytes } from '../rooms/programme/index.ts'
import { readOptions } from './options.ts'

const folder = join(import.meta.dirname, '../../programmes')

/** Names and addresses that tell who a message comes from: of organisations, their units and their sites, in all programmes. */
export const namesIn = (programmes: readonly ProgrammeFile[]): string[] => {
  const said = programmes.flatMap(programme => [
    programme.shortName,
    ...programme.organisations.flatMap(one => [one.name, ...(one.units ?? []).map(unit => unit.text)]),
    ...programme.sites.flatMap(site => [site.name, site.address ?? undefined]),
  ])
  return [...new Set(said.flatMap(aliases))]
}

/** 'Odense Universitetshospital (OUH)' is known by both names. */
const aliases = (name: string | undefined): string[] =>
  name
    ? [name, ...[...name.matchAll(/\(([^)]{3,})\)/g)].map(match => match[1] ?? ''), name.replace(/\s*\([^)]*\)/g, '')]
    : []

export const tellingNames = (): string[] =>
  namesIn(
    readdirSync(folder)
      .filter(name => name.endsWith('.yaml'))
      .flatMap(name => {
        const read = readProgrammeBytes(readFileSync(join(folder, name)), name)
        return read.ok ? [read.programme] : []
      }),
  )

export const messagesCommand: Command = {
  name: 'messages',
  usage: 'messages lint [--json]',
  summary:
    'Ser alle faste beskeder igennem på alle sprog: ord, navne og adresser, der røber noget, og længden. Bruger ingen database.',
  async run(args) {
    const { given, words } = readOptions(args, {})
    if (words.join(' ') !== 'lint') throw new PlainFault('Skriv brobygger messages lint.')
    const names = tellingNames()
    const faults = templateFaults(names)
    const sender = senderFaults(process.env.BROBYGGER_SMS_FROM ?? 'Aftale', names)
    if (given.json) console.log(JSON.stringify({ names: names.length, faults, sender }))
    else {
      for (const { language, kind, fault } of faults) console.error(`${language}, ${kind}: ${fault}`)
      for (const fault of sender) console.error(`BROBYGGER_SMS_FROM: ${fault}`)
      if (faults.length + sender.length === 0)
        console.log(`I orden: set igennem for ${names.length} navne og adresser.`)
    }
    return faults.length + sender.length === 0 ? 0 : 1
  },
}
