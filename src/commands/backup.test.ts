import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, mock, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { installServer, root } from '../../test/support/database.ts'
import { fillTemplate } from '../../test/support/template.ts'
import { data } from '../data.ts'
import { appendLines } from '../kernel/audit-heads.ts'
import { runCommand } from '../kernel/command.ts'
import { readKeyFile } from '../kernel/config.ts'
import type { Addresses } from '../kernel/embedded.ts'
import { startEmbedded } from '../kernel/embedded.ts'
import { freePort } from '../kernel/free-port.ts'
import { newId } from '../kernel/ids.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { carryOut } from '../rooms/govern/index.ts'
import { backupCommand } from './backup.ts'
import { bringUpToDate } from './databases.ts'
import { giveToServer, installedVersions, runTool, toolsFolder } from './postgres-tools.ts'
import { restoreCommand } from './restore.ts'
import { firstGap } from './restore-server.ts'

const setEnv = (more: Record<string, string | undefined>) => {
  for (const [name, value] of Object.entries(more))
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
}

// The commands on both kinds of server, on the smallest database that somebody can sign in to; what is copied once is
// restored by several tests. The server's own archive command alone runs in a process of its own.
let folder: string
let serverStopped = async (): Promise<unknown> => undefined
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'brobygger-backup-test-'))
  chmodSync(folder, 0o711)
  for (const name of ['master', 'backup', 'other'])
    writeFileSync(join(folder, name), randomBytes(32).toString('hex'), { mode: 0o644 })
  setEnv({
    BROBYGGER_MODE: 'demo',
    BROBYGGER_KEY_FILE: join(folder, 'master'),
    BROBYGGER_BACKUP_KEY: join(folder, 'backup'),
    BROBYGGER_AUDIT_HEADS: join(folder, 'heads.jsonl'),
  })
})
after(async () => {
  await serverStopped()
  rmSync(folder, { recursive: true, force: true })
})

type Env = Record<string, string>

const command = async (args: string[], more: Env) => {
  const before = Object.fromEntries(Object.keys(more).map(name => [name, process.env[name]]))
  const [out, error]: [string[], string[]] = [[], []]
  const said = [
    mock.method(console, 'log', (line: string) => void out.push(line)),
    mock.method(console, 'error', (line: string) => void error.push(line)),
  ]
  setEnv(more)
  try {
    return { code: await runCommand([backupCommand, restoreCommand], args), out, error: error.join('\n') }
  } finally {
    setEnv(before)
    for (const one of said) one.mock.restore()
  }
}
const done = async (args: string[], more: Env = {}) => {
  const { code, out, error } = await command([...args, '--json'], more)
  assert.equal(code, 0, `${args.join(' ')}: ${error}`)
  return JSON.parse(out.at(-1) ?? '{}')
}
const refused = async (args: string[], sentence: RegExp, more: Env = {}) => {
  const { code, error } = await command(args, more)
  assert.equal(code, 1, args.join(' '))
  assert.match(error, sentence)
  assert.equal(error.split('\n').length, 1, error)
}

/** Harms one file of what is kept while the work is done. */
const whileHarmed = async (file: string, harm: (path: string) => void, work: () => Promise<void>) => {
  const whole = readFileSync(file)
  harm(file)
  try {
    await work()
  } finally {
    writeFileSync(file, whole)
  }
}
const flip = (path: string) => {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
const cut = (path: string) => truncateSync(path, statSync(path).size - 100)

/** Refused in one sentence, and neither the folder asked for nor a half-made one is there. */
const notRestored = async (kept: string, sentence: RegExp, more: Env = {}, ...args: string[]) => {
  await refused(['restore', '--from', kept, '--into', join(folder, 'never'), ...args], sentence, more)
  assert.deepEqual(
    readdirSync(folder).filter(name => name.startsWith('never')),
    [],
  )
}
const refusesHarm = async (kept: string, file: string, more: Env = {}) => {
  for (const harm of [flip, cut])
    await whileHarmed(join(kept, file), harm, () => notRestored(kept, /kan ikke åbnes/, more))
  await notRestored(kept, /kan ikke åbnes/, { ...more, BROBYGGER_BACKUP_KEY: join(folder, 'other') })
}

/** Programmes, colleagues and the keys: enough to sign in and to seal somebody. */
const fill = async (databases: Addresses) => {
  await bringUpToDate(databases)
  await fillTemplate(databases.ownerUrl)
  const keeper = connectKeeper(databases.ownerUrl)
  await openKeys(keeper, readKeyFile(join(folder, 'master'))).finally(() => keeper.close())
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Amina's case in the embedded database, and a copy of it from then. */
const embedded = once(async () => {
  const [place, kept] = [join(folder, 'data'), join(folder, 'kept')]
  const server = await startEmbedded(place, { durable: false })
  await fill(server)
  const family = newId()
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await client.query('set role brobygger_keeper')
  const { rows } = await client.query(
    `insert into family.family (organisation, id, opened_at)
      select id, $1, now() from govern.organisation where key = 'moedrehjaelpen' returning organisation`,
    [family],
  )
  await client.end()
  await server.stop()
  const { name } = await done(['backup', '--data', place, '--to', kept])
  return { place, kept, file: `${name}.brobygger`, amina: { organisation: rows[0].organisation, family } }
})

/** Works on the embedded database in the folder as its keeper. */
const inFolder = async <T>(place: string, work: (keeper: ReturnType<typeof connectKeeper>) => Promise<T>) => {
  const server = await startEmbedded(place, { durable: false })
  const keeper = connectKeeper(server.ownerUrl)
  try {
    return await work(keeper)
  } finally {
    await keeper.close()
    await server.stop()
  }
}

test('The embedded database is copied when it is stopped, proved and set up anew; the copy shows nothing', async () => {
  const { place, kept, file } = await embedded()
  // As when the site runs: the folder says which process has it.
  writeFileSync(join(place, 'in-use-by'), String(process.ppid))
  await refused(['backup', '--data', place, '--to', kept], /er i brug af en anden proces/)
  rmSync(join(place, 'in-use-by'))
  await refused(['backup', '--data', place, '--to', kept], /BROBYGGER_BACKUP_KEY/, { BROBYGGER_BACKUP_KEY: '' })
  assert.equal(readFileSync(join(kept, file)).includes('PG_VERSION'), false)
  await refused(['restore', '--from', kept, '--into', place], /findes allerede/)
  const { steps } = await done(['restore', '--from', kept, '--into', join(folder, 'again')])
  assert.deepEqual(
    steps.map((one: { step: string }) => one.step),
    ['Udpakket', 'Version', 'Slettet igen', 'Logbog', 'Løfter', 'Login'],
  )
  assert.match(steps.at(-1).result, /kan logge ind/)
})

test('A harmed copy, a strange key and a time before the first copy are refused, and nothing is left behind', async () => {
  const { kept, file } = await embedded()
  await refusesHarm(kept, file)
  await notRestored(kept, /Nøglen er ikke den/, { BROBYGGER_KEY_FILE: join(folder, 'other') })
  await notRestored(kept, /fra før 2020/, {}, '--at', '2020-01-01T00:00:00Z')
  await notRestored(kept, /er ikke et tidspunkt/, {}, '--at', 'i går')
})

test('Amina was erased after the copy was taken: when it is restored, she is gone again before anybody is let in', async () => {
  const { place, kept, amina } = await embedded()
  const journal = join(folder, 'erasures.jsonl')
  await inFolder(place, async keeper => {
    const keys = await openKeys(keeper, readKeyFile(join(folder, 'master')))
    const outside = (line: object) => appendLines(journal, [line])
    const now = new Date('2026-11-25T09:00:00Z')
    await keeper.asKeeper(kysely => carryOut(kysely, { data, keys, now, outside }, { ...amina, cause: 'asked' }))
  })
  assert.equal(readFileSync(journal, 'utf8').includes(amina.family), false)
  const into = join(folder, 'without')
  const { steps } = await done(['restore', '--from', kept, '--into', into])
  const replayed = steps.find((one: { step: string }) => one.step === 'Slettet igen')
  assert.equal(replayed.result, '1 af de 1 i listen over slettede var tilbage')
  const left = await inFolder(into, keeper =>
    keeper.asKeeper(async kysely => {
      const { rows } = await sql`select from family.family where id = ${amina.family}`.execute(kysely)
      return rows.length
    }),
  )
  assert.equal(left, 0)
})

test('A gap in the log is found whatever timeline the pieces are of', () => {
  assert.equal(firstGap(['000000010000000000000001', '000000010000000000000003']), '0000000000000002')
  assert.equal(firstGap(['0000000100000000000000FF', '000000020000000100000000', '00000002.history']), undefined)
  assert.equal(firstGap([]), undefined)
})

const version = installedVersions()[0]
const withoutServer = version ? false : installServer

/** A server of one's own with three marks in it, and all that it has put aside. */
const own = once(async () => {
  const tools = toolsFolder(version ?? 0)
  const [place, kept] = [join(folder, 'server'), join(folder, 'kept-server')]
  for (const one of [place, kept]) {
    mkdirSync(one)
    giveToServer(one)
  }
  const [cluster, port] = [join(place, 'data'), await freePort()]
  const tool = async (name: string, ...args: string[]) => {
    const { code, error, out } = await runTool(join(tools, name), args, { asServer: true })
    assert.equal(code, 0, `${name}: ${error} ${out}`)
  }
  const password = join(place, 'password')
  writeFileSync(password, 'test')
  giveToServer(place)
  const about = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--locale=C.UTF-8']
  await tool('initdb', '-N', '-D', cluster, ...about)
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    archive_mode: 'on',
    // What comes before the copy is nobody's to put aside.
    archive_command: 'true',
    archive_timeout: '0',
  }
  const archive = `BROBYGGER_BACKUP_KEY=${join(folder, 'backup')} ${join(root, 'brobygger')} backup --wal %p --to ${kept}`
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`)
  writeFileSync(join(cluster, 'postgresql.auto.conf'), lines.join(''))
  giveToServer(cluster)
  await tool('pg_ctl', '-D', cluster, '-w', '-l', join(place, 'log'), 'start')
  const url = (user: string, database = 'brobygger') => `postgres://${user}:test@127.0.0.1:${port}/${database}`
  const admin = new pg.Client({ connectionString: url('postgres', 'postgres') })
  await admin.connect()
  serverStopped = async () => {
    await admin.end()
    await runTool(join(tools, 'pg_ctl'), ['-D', cluster, '-m', 'immediate', 'stop'], { asServer: true })
  }
  await admin.query("create role owner login createrole password 'test'")
  await admin.query("create role app login noinherit password 'test'")
  await admin.query("create role copier login replication password 'test'; grant pg_read_all_settings to copier")
  await admin.query('create database brobygger owner owner')
  const env = { DATABASE_URL: url('app'), DATABASE_OWNER_URL: url('owner'), DATABASE_BACKUP_URL: url('copier') }
  await fill({ url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL })
  await refused(['backup', '--to', kept], /skal have sat: archive_command = .*; archive_timeout = '60s'\./, env)
  await admin.query(`alter system set archive_command = '${archive}'`)
  await admin.query("alter system set archive_timeout = '60s'")
  await admin.query('select pg_reload_conf()')
  const { name } = await done(['backup', '--to', kept], env)

  const witness = new pg.Client({ connectionString: url('owner') })
  await witness.connect()
  await witness.query('create table public.witness (n int)')
  const mark = (n: number) => witness.query('insert into public.witness values ($1)', [n])
  const nextPiece = async () => {
    const { rows } = await admin.query('select pg_walfile_name(pg_switch_wal()) as name')
    return rows[0].name as string
  }
  await mark(1)
  // Whole seconds are what somebody writes: the next one is hers, and the next mark comes after it.
  const { rows } = await admin.query(
    `with said as (select date_trunc('second', now()) + '1 second' as at)
      select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
        pg_sleep_until(at + '50 milliseconds')::text as waited from said`,
  )
  await mark(2)
  const pieces = [await nextPiece()]
  await mark(3)
  pieces.push(await nextPiece())
  for (let tries = 0; pieces.some(piece => !existsSync(join(kept, 'wal', `${piece}.brobygger`))); tries++) {
    assert.ok(tries < 600, `the log is not archived: ${readFileSync(join(place, 'log'), 'utf8').slice(-800)}`)
    await admin.query('select pg_sleep(0.1)')
  }
  const marks = async (client: pg.Client) =>
    (await client.query('select n from public.witness order by n')).rows.map(row => row.n)
  return { tools, kept, env, name, at: rows[0].at as string, pieces, port, witness, marks }
})

test('A server of one’s own goes back to a chosen second, and the old one has not noticed', {
  skip: withoutServer,
}, async () => {
  const { tools, kept, env, name, at, port, witness, marks } = await own()
  const back = join(folder, 'back')
  const restored = await done(['restore', '--from', kept, '--into', back, '--at', at], env)
  assert.equal(restored.backup, name)
  const later = await freePort()
  const control = (...args: string[]) =>
    runTool(join(tools, 'pg_ctl'), ['-D', join(back, 'data'), ...args], { asServer: true })
  const started = await control('-w', '-l', join(back, 'log'), '-o', `-p ${later} -c archive_mode=off`, 'start')
  assert.equal(started.code, 0, started.error)
  try {
    const url = env.DATABASE_OWNER_URL.replace(String(port), String(later))
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    assert.deepEqual(await marks(client), [1])
    await client.end()
  } finally {
    await control('-m', 'immediate', 'stop')
  }
  assert.deepEqual(await marks(witness), [1, 2, 3])
})

test('A log that is not whole, and a base that is harmed, are refused, and nothing is left behind', {
  skip: withoutServer,
}, async () => {
  const { kept, env, name, at, pieces, witness, marks } = await own()
  const [first = '', last = ''] = pieces.map(piece => join(kept, 'wal', `${piece}.brobygger`))
  await notRestored(kept, /Loggen rækker ikke til/, env, '--at', '2099-01-01T00:00:00Z')
  await whileHarmed(first, rmSync, async () => {
    await notRestored(kept, /Et logstykke mangler/, env)
    await whileHarmed(last, rmSync, () => notRestored(kept, /Loggen rækker ikke til/, env, '--at', at))
  })
  for (const harm of [flip, cut]) await whileHarmed(last, harm, () => notRestored(kept, /kan ikke åbnes/, env))
  await refusesHarm(kept, `${name}.brobygger`, env)
  assert.deepEqual(await marks(witness), [1, 2, 3])
})

test('An owner’s password that does not hold in the copy is told, and the restored server stops', {
  skip: withoutServer,
}, async () => {
  const { kept, env } = await own()
  const wrong = env.DATABASE_OWNER_URL.replace(':test@', ':wrong@')
  await notRestored(kept, /DATABASE_OWNER_URL gælder ikke i den/, { ...env, DATABASE_OWNER_URL: wrong })
})
