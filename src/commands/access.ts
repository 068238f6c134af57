import { ruleLines } from '../kernel/access/printed.ts'
import type { Command } from '../kernel/command.ts'
import { resources, rights, routes } from '../rooms.ts'
import { readOptions } from './options.ts'

export const accessCommand: Command = {
  name: 'access',
  usage: 'access [--json]',
  summary: 'Skriver, hvem der må hvad: hver regel med den linje, den står på. Bruger ingen database.',
  async run(args) {
    const { given } = readOptions(args, {})
    const rules = ruleLines(resources, rights, routes)
    if (given.json) console.log(JSON.stringify({ rules, rights, closed: closed() }, undefined, 2))
    else
      for (const { operation, resource, roles, relationInWords, part, line } of rules)
        console.log(
          `${operation} ${resource}: ${roles.join(', ')}: ${relationInWords}${part ? `, samtykke til ${part}` : ''} (${line})`,
        )
    return 0
  },
}

const closed = () =>
  Object.fromEntries(Object.entries(resources).flatMap(([table, { closed: why }]) => (why ? [[table, why]] : [])))
