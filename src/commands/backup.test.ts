import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
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
import { after, before, test } from 'node:test'
import pg from 'pg'
import { root } from '../../test/support/database.ts'
import { freePort } from '../kernel/free-port.ts'
import { giveToServer, installedVersions, runTool, toolsFolder } from './postgres-tools.ts'
import { firstGap } from './restore-server.ts'

// The commands as an operator runs them, on both kinds of server; and what they say when a copy has been harmed.
let folder: string
let env: Record<string, string>
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'brobygger-backup-test-'))
  chmodSync(folder, 0o711)
  for (const name of ['master', 'backup'])
    writeFileSync(join(folder, name), randomBytes(32).toString('hex'), { mode: 0o644 })
  env = {
    BROBYGGER_MODE: 'demo',
    BROBYGGER_LOG: 'off',
    BROBYGGER_KEY_FILE: join(folder, 'master'),
    BROBYGGER_BACKUP_KEY: join(folder, 'backup'),
    BROBYGGER_AUDIT_HEADS: join(folder, 'heads.jsonl'),
  }
})
after(() => rmSync(folder, { recursive: true, force: true }))

const begin = (args: string[], more: Record<string, string> = {}) => {
  const inherited = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|LANG|TMPDIR)$/.test(name))
  return spawn(join(root, 'brobygger'), args, {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...env, ...more },
  })
}
const command = async (args: string[], more: Record<string, string> = {}) => {
  const child = begin(args, more)
  let [out, error] = ['', '']
  child.stdout.on('data', part => {
    out += part
  })
  child.stderr.on('data', part => {
    error += part
  })
  const [code] = await once(child, 'close')
  return { code, out, error: error.trim() }
}
const done = async (args: string[], more: Record<string, string> = {}) => {
  const { code, out, error } = await command([...args, '--json'], more)
  assert.equal(code, 0, `${args.join(' ')}: ${error} ${out}`)
  return JSON.parse(out.trim().split('\n').at(-1) ?? '{}')
}
const refused = async (args: string[], sentence: RegExp, more: Record<string, string> = {}) => {
  const { code, out, error } = await command(args, more)
  assert.equal(code, 1, out + error)
  assert.match(error, sentence)
  assert.equal(error.split('\n').length, 1, error)
}

/** A copy of the kept folder with one file harmed. */
const harmed = (kept: string, file: string, harm: (path: string) => void): string => {
  const other = mkdtempSync(join(folder, 'harmed-'))
  cpSync(kept, other, { recursive: true })
  harm(join(other, file))
  return other
}
const flip = (path: string) => {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
const cut = (path: string) => truncateSync(path, statSync(path).size - 100)

const refusesHarm = async (kept: string, file: string, more: Record<string, string> = {}) => {
  const into = join(folder, 'never')
  for (const harm of [flip, cut])
    await refused(['restore', '--from', harmed(kept, file, harm), '--into', into], /kan ikke åbnes/, more)
  const other = join(folder, 'other-key')
  writeFileSync(other, randomBytes(32).toString('hex'))
  await refused(['restore', '--from', kept, '--into', into], /kan ikke åbnes/, { ...more, BROBYGGER_BACKUP_KEY: other })
  assert.equal(existsSync(into), false)
  assert.deepEqual(
    readdirSync(folder).filter(name => name.startsWith('never')),
    [],
  )
}

test('The embedded database is copied when it is stopped, proved and set up anew; harmed copies are refused', async () => {
  const [data, kept] = [join(folder, 'data'), join(folder, 'kept')]
  await done(['populate', '--scale', 'demo', '--data', data])
  // As when the site runs: the folder says which process has it.
  writeFileSync(join(data, 'in-use-by'), String(process.pid))
  await refused(['backup', '--data', data, '--to', kept], /er i brug af en anden proces/)
  rmSync(join(data, 'in-use-by'))
  await refused(['backup', '--data', data, '--to', kept], /BROBYGGER_BACKUP_KEY/, { BROBYGGER_BACKUP_KEY: '' })
  const { name } = await done(['backup', '--data', data, '--to', kept])
  const file = `${name}.brobygger`
  assert.equal(readFileSync(join(kept, file)).includes('PG_VERSION'), false)
  await refused(['restore', '--from', kept, '--into', data], /findes allerede/)
  await refused(
    ['restore', '--from', kept, '--into', join(folder, 'x'), '--at', '2020-01-01T00:00:00Z'],
    /fra før 2020/,
  )
  await refused(['restore', '--from', kept, '--into', join(folder, 'x'), '--at', 'i går'], /er ikke et tidspunkt/)
  await refusesHarm(kept, file)
  const into = join(folder, 'again')
  const { steps } = await done(['restore', '--from', kept, '--into', into])
  assert.deepEqual(
    steps.map((one: { step: string }) => one.step),
    ['Udpakket', 'Version', 'Logbog', 'Løfter', 'Login'],
  )
  assert.match(steps.at(-1).result, /kan logge ind/)
  // Another master key than the names are locked with: told, and nothing is left behind.
  const strange = join(folder, 'strange')
  writeFileSync(strange, randomBytes(32).toString('hex'))
  await refused(['restore', '--from', kept, '--into', join(folder, 'never')], /Nøglen er ikke den/, {
    BROBYGGER_KEY_FILE: strange,
  })
  assert.equal(existsSync(join(folder, 'never')), false)
  const { checks } = await done(['check', '--data', into])
  assert.ok(checks.length > 5)
})

test('A gap in the log is found whatever timeline the pieces are of', () => {
  assert.equal(firstGap(['000000010000000000000001', '000000010000000000000003']), '0000000000000002')
  assert.equal(firstGap(['0000000100000000000000FF', '000000020000000100000000', '00000002.history']), undefined)
  assert.equal(firstGap([]), undefined)
})

const version = installedVersions()[0]
test('A server of one’s own goes back to a chosen second; a missing piece of the log is told', {
  skip: !version,
}, async () => {
  const tools = toolsFolder(version ?? 0)
  const [place, kept] = [join(folder, 'server'), join(folder, 'kept-server')]
  for (const one of [place, kept]) {
    mkdtempSync(join(folder, 'x'))
    await runTool('mkdir', [one])
    giveToServer(one)
  }
  const [cluster, port] = [join(place, 'data'), await freePort()]
  const tool = async (name: string, ...args: string[]) => {
    const { code, error, out } = await runTool(join(tools, name), args, { asServer: true })
    assert.equal(code, 0, `${name}: ${error} ${out}`)
  }
  writeFileSync(join(place, 'password'), 'test')
  giveToServer(place)
  await tool(
    'initdb',
    '-D',
    cluster,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${join(place, 'password')}`,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  )
  const archive = `BROBYGGER_BACKUP_KEY=${env.BROBYGGER_BACKUP_KEY} ${join(root, 'brobygger')} backup --wal %p --to ${kept}`
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    archive_mode: 'on',
    archive_command: archive,
    archive_timeout: '0',
    wal_level: 'replica',
  }
  writeFileSync(
    join(cluster, 'postgresql.auto.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join(''),
  )
  giveToServer(cluster)
  const stop = () => runTool(join(tools, 'pg_ctl'), ['-D', cluster, '-m', 'immediate', 'stop'], { asServer: true })
  await tool('pg_ctl', '-D', cluster, '-w', '-l', join(place, 'log'), 'start')
  try {
    const url = (user: string, database = 'brobygger') => `postgres://${user}:test@127.0.0.1:${port}/${database}`
    const admin = new pg.Client({ connectionString: url('postgres', 'postgres') })
    await admin.connect()
    await admin.query(
      "create role owner login createrole password 'test'; create role app login noinherit password 'test'",
    )
    await admin.query("create role copier login replication password 'test'; grant pg_read_all_settings to copier")
    await admin.query('create database brobygger owner owner')
    const own = { DATABASE_URL: url('app'), DATABASE_OWNER_URL: url('owner'), DATABASE_BACKUP_URL: url('copier') }
    await done(['migrate'], own)
    await refused(['backup', '--to', kept], /skal have sat: archive_timeout = '60s'\./, own)
    await admin.query("alter system set archive_timeout = '60s'")
    await admin.query('select pg_reload_conf()')
    const { name } = await done(['backup', '--to', kept], own)

    const note = new pg.Client({ connectionString: url('owner') })
    await note.connect()
    await note.query('create table public.witness (n int)')
    const archived = async () => {
      const { rows } = await admin.query('select pg_walfile_name(pg_switch_wal()) as name')
      for (let tries = 0; !existsSync(join(kept, 'wal', `${rows[0].name}.brobygger`)); tries++) {
        assert.ok(tries < 300, `the log is not archived: ${readFileSync(join(place, 'log'), 'utf8').slice(-800)}`)
        await admin.query('select pg_sleep(0.1)')
      }
    }
    const tell = async (n: number) => {
      await note.query('insert into public.witness values ($1)', [n])
      await admin.query('select pg_sleep(1.1)')
      const { rows } = await admin.query(
        'select to_char(now() at time zone \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS"Z"\') as at',
      )
      await admin.query('select pg_sleep(1.1)')
      await archived()
      return rows[0].at as string
    }
    const afterFirst = await tell(1)
    const afterSecond = await tell(2)
    await tell(3)
    await note.end()
    await admin.end()

    const back = join(folder, 'back')
    const restored = await done(['restore', '--from', kept, '--into', back, '--at', afterSecond], own)
    assert.equal(restored.backup, name)
    assert.ok(existsSync(join(back, 'data', 'PG_VERSION')))
    // What was true at that second, and nothing later, is in it; the old server has not noticed.
    const later = await freePort()
    const control = (...args: string[]) =>
      runTool(join(tools, 'pg_ctl'), ['-D', join(back, 'data'), ...args], { asServer: true })
    const started = await control('-w', '-l', join(place, 'log2'), '-o', `-p ${later} -c archive_mode=off`, 'start')
    assert.equal(started.code, 0, started.error)
    const look = new pg.Client({ connectionString: url('owner').replace(String(port), String(later)) })
    await look.connect()
    assert.deepEqual((await look.query('select n from public.witness order by n')).rows, [{ n: 1 }, { n: 2 }])
    await look.end()
    await control('-m', 'fast', 'stop')

    const into = join(folder, 'never')
    await refused(
      ['restore', '--from', kept, '--into', into, '--at', '2099-01-01T00:00:00Z'],
      /Loggen rækker ikke til/,
      own,
    )
    const pieces = readdirSync(join(kept, 'wal'))
      .filter(one => /^[0-9A-F]{24}\.brobygger$/.test(one))
      .toSorted()
    const gone = harmed(kept, join('wal', pieces.at(-2) ?? ''), path => rmSync(path))
    await refused(['restore', '--from', gone, '--into', into], /Et logstykke mangler/, own)
    const short = harmed(kept, 'wal', path => {
      for (const piece of pieces.slice(-3)) rmSync(join(path, piece))
    })
    await refused(['restore', '--from', short, '--into', into, '--at', afterSecond], /Loggen rækker ikke til/, own)
    assert.ok(afterFirst < afterSecond)
    await refused(
      ['restore', '--from', harmed(kept, join('wal', pieces.at(-1) ?? ''), flip), '--into', into],
      /kan ikke åbnes/,
      own,
    )
    await refusesHarm(kept, `${name}.brobygger`, own)
    const live = new pg.Client({ connectionString: url('owner') })
    await live.connect()
    assert.equal((await live.query('select count(*) as n from public.witness')).rows[0].n, 3)
    await live.end()
  } finally {
    await stop()
  }
})
