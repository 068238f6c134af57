import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { PlainFault } from '../kernel/refusal.ts'

const debian = '/usr/lib/postgresql'

/** The folder of PostgreSQL's own tools of this version; from the setting, or where Debian and Ubuntu put them. */
export const toolsFolder = (version: number, env: Record<string, string | undefined> = process.env): string => {
  const folder = env.BROBYGGER_POSTGRES_BIN ?? join(debian, String(version), 'bin')
  for (const tool of ['pg_basebackup', 'pg_verifybackup', 'postgres'])
    if (!existsSync(join(folder, tool)))
      throw new PlainFault(
        `${tool} findes ikke i ${folder}: installér PostgreSQL ${version}, eller sæt BROBYGGER_POSTGRES_BIN til mappen med programmerne.`,
      )
  return folder
}

/** The versions whose tools lie where Debian puts them: for tests. */
export const installedVersions = (): number[] =>
  existsSync(debian)
    ? readdirSync(debian)
        .map(Number)
        .filter(version => version >= 15 && existsSync(join(debian, String(version), 'bin', 'postgres')))
        .toSorted((a, b) => b - a)
    : []

let postgresUser: { uid: number; gid: number } | undefined
/** PostgreSQL refuses to run as root: there it runs as the user postgres. */
export const serverUser = (): { uid?: number; gid?: number } => {
  if (userInfo().uid !== 0) return {}
  postgresUser ??= {
    uid: Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' })),
    gid: Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' })),
  }
  return postgresUser
}

/** Gives the folder and all in it to the server's user. */
export const giveToServer = (folder: string): void => {
  const { uid, gid } = serverUser()
  if (uid === undefined || gid === undefined) return
  chownSync(folder, uid, gid)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), uid, gid)
}

/** Runs one of the tools to its end; what it says on standard error belongs to the fault. */
export const runTool = (
  program: string,
  args: string[],
  options: { env?: Record<string, string>; asServer?: boolean } = {},
): Promise<{ code: number; out: string; error: string }> =>
  new Promise((done, reject) => {
    const child = spawn(program, args, {
      env: { ...pathAlone(), LC_ALL: 'C', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.asServer ? serverUser() : {}),
    })
    let out = ''
    let error = ''
    child.stdout.on('data', part => {
      out += part
    })
    child.stderr.on('data', part => {
      error += part
    })
    child.once('error', reject)
    child.once('close', code => done({ code: code ?? 1, out, error }))
  })

/** Of our own environment the tools get nothing but where programs lie: no key and no password is passed on. */
const pathAlone = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (name === 'PATH' && value ? [[name, value]] : [])),
  )
