import { PlainFault } from './refusal.ts'

export interface Command {
  name: string
  usage: string
  summary: string
  run(args: string[]): Promise<number>
}

/** Runs one command: its help, its work, and one plain sentence when it cannot. */
export const runCommand = async (commands: Command[], argv: string[]): Promise<number> => {
  const [name = 'help', ...args] = argv
  const command = commands.find(c => c.name === name)
  if (!command || args.includes('--help')) {
    const shown = command ? [command] : commands
    const lines = shown.map(c => `  brobygger ${c.usage}\n      ${c.summary}`)
    console.log(`Brobygger\n\n${lines.join('\n')}`)
    return command || ['help', '--help', '-h'].includes(name) ? 0 : 1
  }
  try {
    return await command.run(args)
  } catch (error) {
    const text = plainly(error)
    if (!text) throw error
    console.error(text)
    return 1
  }
}

/** The sentence for what stops a command, or undefined when it is a bug. */
const plainly = (error: unknown): string | undefined => {
  if (error instanceof PlainFault) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Ukendt valg: ${option} findes ikke, se brobygger help.`
  if (code?.startsWith('ERR_PARSE_ARGS')) return `Valget ${option} er ikke skrevet rigtigt, se brobygger help.`
  if (code === '28P01' || code === '28000')
    return 'Databasen sagde nej til rollen eller koden: ret DATABASE_URL eller DATABASE_OWNER_URL.'
  if (code === '3D000')
    return 'Databasen i adressen findes ikke: opret den, eller ret DATABASE_URL og DATABASE_OWNER_URL.'
  if (code && ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ECONNRESET'].includes(code))
    return 'Der er ingen forbindelse til databasen: se efter, at den kører, og at adressen er rigtig.'
  if (/timeout expired|Connection terminated/.test(message ?? ''))
    return 'Databasen svarede ikke i tide: se efter, at adressen er rigtig.'
  return undefined
}
