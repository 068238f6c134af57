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

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (Array.isArray(value)) return `'{${value.map(one => `"${String(one).replaceAll('"', '\\"')}"`).join(',')}}'`
  return `'${String(value).replaceAll("'", "''")}'`
}

/** The very statements of one page as a pgbench script: the database alone, without our program. */
export const asScript = (statements: Statement[]): string =>
  statements
    .map(({ text, values }) =>
      text.replaceAll(/\$(\d+)/g, (_, n) => literal(values[Number(n) - 1])).replaceAll(/\s+/g, ' '),
    )
    .map(text => (text.endsWith(';') ? text : `${text};`))
    .join('\n')

/** Transactions a second of the script with so many clients, or undefined where pgbench is not at hand. */
export const ceiling = (url: string, statements: Statement[], clients: number, seconds: number): number | undefined => {
  const pgbench = findPgbench()
  if (!pgbench) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
  try {
    const script = join(folder, 'page.sql')
    writeFileSync(script, asScript(statements))
    const out = execFileSync(
      pgbench,
      ['-n', '-f', script, '-c', String(clients), '-j', '2', '-T', String(seconds), '-M', 'simple', url],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PGOPTIONS: '-c jit=off' } },
    )
    return Number(/tps = ([\d.]+)/.exec(out)?.[1])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
