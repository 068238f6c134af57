import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, root, type TestDatabase } from '../../test/support/database.ts'

// The command as an operator runs it: what it says, its exit code, and what it has touched.
let folder: string
let keyFile: string
let database: TestDatabase
let empty: TestDatabase
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brobygger-start-'))
  chmodSync(folder, 0o711)
  keyFile = join(folder, 'key')
  writeFileSync(keyFile, randomBytes(32).toString('hex'))
  database = await freshDatabase()
  empty = await freshDatabase({ empty: true })
})
after(async () => {
  await database.drop()
  await empty.drop()
  rmSync(folder, { recursive: true, force: true })
})

const begin = (args: string[], env: Record<string, string> = {}) => {
  const inherited = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|LANG|TMPDIR)$/.test(name))
  const child = spawn(join(root, 'brobygger'), args, {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), BROBYGGER_LOG: 'off', ...env },
  })
  const said = { out: '', error: '' }
  child.stdout.on('data', chunk => {
    said.out += chunk
  })
  child.stderr.on('data', chunk => {
    said.error += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }))
  /** Settles when the text has been said, or with what was said instead. */
  const until = (text: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => text.test(said.out) && resolve(said.out)
      child.stdout.on('data', look)
      ended.then(({ out, error }) => reject(new Error(`ended: ${out} ${error}`)), reject)
    })
  return { child, ended, until }
}

/** Ends with exit code 1 and one plain sentence. */
const refused = async (args: string[], env: Record<string, string>, sentence: RegExp): Promise<void> => {
  const { code, out, error } = await begin(args, env).ended
  assert.equal(code, 1, `${out} ${error}`)
  assert.match(error, sentence)
  assert.equal(error.trim().split('\n').length, 1, `one sentence, not: ${error}`)
  assert.match(error, /^[A-ZÆØÅ].*\.\n$/)
  assert.doesNotMatch(error, /Error|at .*\.ts|node:/)
  assert.equal(out, '')
}

const somewhere = () => join(folder, `data-${randomBytes(4).toString('hex')}`)
const production = () => ({
  BROBYGGER_KEY_FILE: keyFile,
  BROBYGGER_MODE: 'production',
  BROBYGGER_MAIL: 'folder',
  BROBYGGER_SMS: 'off',
})
const both = (url: string, ownerUrl: string) => ({ ...production(), DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })
const altered = (url: string, change: (url: URL) => void) => {
  const one = new URL(url)
  change(one)
  return one.toString()
}

test('An occupied port is told before anything is made', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const data = somewhere()
  await refused(['start', '--port', String(port), '--data', data], {}, new RegExp(`Porten ${port} er optaget`))
  assert.equal(existsSync(data), false)
  other.close()
})

test('A port, a host or an option that does not exist is told', async () => {
  const data = somewhere()
  await refused(['start', '--port', 'hus', '--data', data], {}, /Porten hus findes ikke/)
  await refused(['start', '--port', '70000', '--data', data], {}, /Porten 70000 findes ikke/)
  await refused(
    ['start', '--host', '203.0.113.7', '--port', '0', '--data', data],
    {},
    /Værten 203\.0\.113\.7 findes ikke/,
  )
  await refused(['start', '--prot', '80'], {}, /Ukendt valg/)
  assert.equal(existsSync(data), false)
})

test('A folder that cannot be written in is told, and left alone', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, 'kept')
  const where = [join(file, 'data'), '/proc/brobygger']
  if (userInfo().uid !== 0) {
    const closed = somewhere()
    mkdirSync(closed)
    chmodSync(closed, 0o555)
    where.push(closed)
  }
  for (const data of where) await refused(['start', '--port', '0', '--data', data], {}, /kan ikke skrives i datamappen/)
  assert.equal(readFileSync(file, 'utf8'), 'kept')
})

test('One address of the two, or something that is none, is told', async () => {
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL'])
    await refused(['start', '--port', '0'], { [name]: database.url }, /Sæt både DATABASE_URL og DATABASE_OWNER_URL/)
  await refused(['start', '--port', '0'], both('mysql://a@b/c', database.ownerUrl), /DATABASE_URL er ikke en adresse/)
  await refused(['start', '--port', '0'], both(database.url, 'postgres://a@b'), /DATABASE_OWNER_URL er ikke en adresse/)
})

test('A database that does not answer, and one that says no, are told; nothing embedded starts instead', async () => {
  const wrong = (change: (url: URL) => void) => both(altered(database.url, change), altered(database.ownerUrl, change))
  const cases: [(url: URL) => void, RegExp][] = [
    [
      url => {
        url.port = '1'
      },
      /ingen forbindelse til databasen/,
    ],
    [
      url => {
        url.hostname = 'ingen.invalid'
      },
      /ingen forbindelse til databasen/,
    ],
    [
      url => {
        url.password = 'forkert'
      },
      /sagde nej til rollen eller koden/,
    ],
    [
      url => {
        url.username = 'ingen'
      },
      /sagde nej til rollen eller koden/,
    ],
    [
      url => {
        url.pathname = '/ingen'
      },
      /Databasen i adressen findes ikke/,
    ],
  ]
  for (const [change, sentence] of cases) await refused(['start', '--port', '0'], wrong(change), sentence)
  const wrongOwner = altered(database.ownerUrl, url => {
    url.password = 'x'
  })
  // As a demonstration, since the tests' own server does not keep what it promises and is refused before.
  const env = { ...both(database.url, wrongOwner), BROBYGGER_MODE: 'demo' }
  await refused(['start', '--port', '0'], env, /sagde nej/)
  assert.deepEqual(
    readdirSync(folder).filter(name => name === 'data'),
    [],
  )
})

const tables = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(
      "select count(*) as n from pg_class where relkind in ('r', 'p', 'v') and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'",
    )
    return Number(rows[0].n)
  } finally {
    await client.end()
  }
}

test('A superuser or an owner in the place of the pages’ role is refused, and no table is made', async () => {
  await refused(['start', '--port', '0'], both(empty.adminUrl, empty.ownerUrl), /superbruger/)
  await refused(['start', '--port', '0'], both(empty.ownerUrl, empty.ownerUrl), /ejer databasen/)
  await refused(['migrate'], both(empty.ownerUrl, empty.ownerUrl), /ejer databasen/)
  assert.equal(await tables(empty.adminUrl), 0)
})

test('A database newer than the program is refused, and stays as it was', async () => {
  const newer = await freshDatabase()
  const client = new pg.Client({ connectionString: newer.adminUrl })
  await client.connect()
  try {
    await client.query("insert into public.brobygger_migration (name, digest) values ('29991231-2359-later.sql', 'x')")
    const before = await tables(newer.adminUrl)
    for (const command of [['start', '--port', '0'], ['migrate'], ['check']])
      await refused(
        command,
        both(newer.url, newer.ownerUrl),
        /nyere end programmet: den kender 29991231-2359-later\.sql/,
      )
    assert.equal(await tables(newer.adminUrl), before)
  } finally {
    await client.end()
    await newer.drop()
  }
})

test('Real people’s data need a server that keeps them, a key, and https on the open network', async () => {
  // The tests' own server trades safety for speed, which makes it the very one to refuse.
  const off = new pg.Client({ connectionString: database.adminUrl })
  await off.connect()
  const { rows } = await off.query('show fsync')
  await off.end()
  if (rows[0].fsync === 'off')
    await refused(['start', '--port', '0'], both(database.url, database.ownerUrl), /slå fsync til/)
  const data = somewhere()
  await refused(['start', '--port', '0', '--data', data], production(), /Den indbyggede database er til prøver/)
  await refused(
    ['start', '--port', '0', '--host', '0.0.0.0', '--data', data],
    { ...production(), BROBYGGER_EMBEDDED: 'accepted' },
    /uden https/,
  )
  assert.equal(existsSync(data), false)
})

test('A key that is no key is told', async () => {
  const bad = join(folder, 'bad-key')
  writeFileSync(bad, 'for kort')
  const env = {
    BROBYGGER_MODE: 'production',
    BROBYGGER_MAIL: 'folder',
    BROBYGGER_SMS: 'off',
    BROBYGGER_EMBEDDED: 'accepted',
  }
  await refused(['start', '--port', '0', '--data', somewhere()], { ...env, BROBYGGER_KEY_FILE: bad }, /præcis 32 byte/)
  writeFileSync(bad, '00'.repeat(32))
  await refused(['start', '--port', '0', '--data', somewhere()], { ...env, BROBYGGER_KEY_FILE: bad }, /kan gættes/)
  for (const address of ['brobygger.dk', 'ftp://brobygger.dk', 'https://brobygger.dk/sti'])
    await refused(['start', '--port', '0'], { ...env, BASE_URL: address }, /BASE_URL er ikke en adresse/)
  await refused(
    ['start', '--port', '0', '--data', somewhere()],
    { ...env, BROBYGGER_KEY_FILE: join(folder, 'none') },
    /Nøglefilen mangler/,
  )
})

test('It serves, keeps its folder to itself, stops cleanly, and starts again on the same data', async () => {
  const data = somewhere()
  const env = { ...production(), BROBYGGER_EMBEDDED: 'accepted' }
  const first = begin(['start', '--port', '0', '--data', data], env)
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(await first.until(/Stop med Ctrl-C/))?.[0] ?? ''
  assert.equal(await (await fetch(`${address}/readyz`)).text(), 'ok')
  assert.equal((await fetch(`${address}/log-ind/demo/x`)).status, 404, 'no sign-in by link in production')
  await refused(['start', '--port', '0', '--data', data], env, /er i brug af en anden proces/)
  await refused(['migrate', '--data', data], env, /er i brug af en anden proces/)
  const login = await fetch(`${address}/log-ind`)
  assert.equal(login.status, 200)
  first.child.kill('SIGINT')
  const ended = await first.ended
  assert.equal(ended.code, 0, ended.error)
  assert.equal(ended.error, '')
  const otherKey = join(folder, 'other-key')
  writeFileSync(otherKey, randomBytes(32).toString('hex'))
  const wrong = { ...env, BROBYGGER_KEY_FILE: otherKey }
  await refused(['start', '--port', '0', '--data', data], wrong, /Nøglen er ikke den/)
  const second = begin(['start', '--port', '0', '--data', data], env)
  await second.until(/Stop med Ctrl-C/)
  // A power cut for the program alone: its database server lives on, and the next start takes the folder back.
  second.child.kill('SIGKILL')
  await second.ended
  const third = begin(['start', '--port', '0', '--data', data], env)
  await third.until(/Stop med Ctrl-C/)
  third.child.kill('SIGTERM')
  assert.equal((await third.ended).code, 0)
})

test('Help lists the commands, and a word that is none is told', async () => {
  const help = await begin(['help']).ended
  assert.equal(help.code, 0)
  for (const word of ['start', 'migrate', 'check', 'populate', 'programme'])
    assert.match(help.out, new RegExp(`brobygger ${word}`))
  const unknown = await begin(['flyv']).ended
  assert.equal(unknown.code, 1)
  assert.match(unknown.out, /brobygger start/)
})
