import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Statement {
  text: string
  values: unknown[]
}

/** pgbench comes with the system's PostgreSQL; the embedded server has none. */
export const findPgbench = (): string | undefined => {
  const folder = '/usr/lib/postgresql'
  const own = existsSync(folder) ? readdirSync(folder).map(version => join(folder, version, 'bin/pgbench')) : []
  return [...own, '/usr/bin/pgbench'].find(existsSync)
}

const asText = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(one => `"${String(one).replaceAll('"', '\\"')}"`).join(',')}}`
  return String(value)
}

/**
 * The very statements of one page as a pgbench script: the database alone, without our program. Values stay values, so that
 * pgbench prepares each statement once, as the site does.
 */
export const asScript = (statements: Statement[]): { script: string; variables: string[] } => {
  const variables: string[] = []
  const variable = (value: unknown) => {
    const text = asText(value)
    if (text === undefined) return 'null'
    variables.push(`v${variables.length}=${text}`)
    return `:v${variables.length - 1}`
  }
  const script = statements
    .map(({ text, values }) =>
      text.replaceAll(/\$(\d+)/g, (_, n) => variable(values[Number(n) - 1])).replaceAll(/\s+/g, ' '),
    )
    .map(text => (text.endsWith(';') ? text : `${text};`))
    .join('\n')
  return { script, variables }
}

/** Transactions a second of the script with so many clients, or undefined where pgbench is not at hand. */
export const ceiling = (url: string, statements: Statement[], clients: number, seconds: number): number | undefined => {
  const pgbench = findPgbench()
  if (!pgbench) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
  try {
    const file = join(folder, 'page.sql')
    const { script, variables } = asScript(statements)
    writeFileSync(file, script)
    const out = execFileSync(
      pgbench,
      [
        ...['-n', '-f', file, '-c', String(clients), '-j', '2', '-T', String(seconds), '-M', 'prepared'],
        ...variables.flatMap(given => ['-D', given]),
        url,
      ],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PGOPTIONS: '-c jit=off -c plan_cache_mode=force_generic_plan' },
      },
    )
    return Number(/tps = ([\d.]+)/.exec(out)?.[1])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
