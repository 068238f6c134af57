import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { Head } from '../../src/kernel/audit-chain.ts'
import {
  chained,
  commitmentOf,
  headOf,
  leafOf,
  lineOf,
  rootOf,
  type SealWords,
  shortLeaves,
} from '../../src/kernel/audit-chain.ts'
import { openHeads, readHeads } from '../../src/kernel/audit-heads.ts'
import { sealAudit } from '../../src/kernel/audit-seal.ts'
import { type Verified, verifyAudit } from '../../src/kernel/audit-verify.ts'
import { connect } from '../../src/kernel/database.ts'
import { type Random, randomFrom } from '../../src/kernel/random.ts'
import { testKeys } from './database.ts'

export interface Trail {
  client: pg.Client
  lines: Head[]
  close(): Promise<void>
}

const purposes = ['holde løfter', 'følge forløbet', 'finde den, der ringer']

/**
 * A trail of two houses as a week of work leaves it, sealed as it grew; and the owner of the database at the keyboard,
 * who has put the triggers and the walls aside.
 */
export const makeTrail = async (
  addresses: { url: string; ownerUrl: string; adminUrl: string },
  systems: { organisation: string; token: string }[],
  headsFile: string,
  random: Random,
): Promise<Trail> => {
  const database = connect(addresses.url, testKeys, 2)
  const heads = openHeads(headsFile)
  const owner = new pg.Client({ connectionString: addresses.ownerUrl })
  await owner.connect()
  try {
    for (const system of systems) {
      const families = Array.from({ length: 12 }, () => random.id())
      const staff = Array.from({ length: 4 }, () => random.id())
      for (let batch = 0; batch < 8; batch++) {
        const rows = Array.from({ length: random.whole(3, 15) }, () => ({
          at: new Date(Date.UTC(2026, 10, 1 + batch, 8, random.whole(0, 59), random.whole(0, 59))).toISOString(),
          organisation: system.organisation,
          staff: random.pick(staff),
          role: 'counsellor',
          purpose: random.pick(purposes),
          action: random.pick(['read', 'write']),
          what: random.pick(['family', 'course', 'family\t\\N, referral', 'session note\nannex']),
          subjects: [...new Set(Array.from({ length: random.whole(1, 4) }, () => random.pick(families)))],
        }))
        await owner.query('begin; set local role brobygger_keeper')
        for (const row of rows)
          await owner.query(
            `insert into kernel.audit (at, organisation, staff, role, purpose, action, what, subjects, changed, request)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, gen_random_uuid())`,
            [
              row.at,
              row.organisation,
              row.staff,
              row.role,
              row.purpose,
              row.action,
              row.what,
              row.subjects,
              row.action === 'write' ? row.subjects.slice(0, 1) : [],
            ],
          )
        await owner.query('commit')
        await sealed(() => sealAudit(database, system.token))
      }
      await heads.publish(database, system)
    }
  } finally {
    await owner.end()
    await database.close()
  }
  const client = new pg.Client({ connectionString: addresses.adminUrl })
  await client.connect()
  await client.query('alter table kernel.audit disable trigger user; alter table kernel.seal disable trigger user')
  const { lines } = readHeads(readFileSync(headsFile, 'utf8'))
  return { client, lines: lines.filter((line): line is Head => 'seal' in line), close: () => client.end() }
}

/**
 * Seals as soon as it can: transaction numbers are the server's, so an open transaction in another test's database
 * holds a seal back for as long as it lasts.
 */
export const sealed = async (seal: () => Promise<number>): Promise<number> => {
  for (let tries = 0; tries < 3_000; tries++) {
    const made = await seal()
    if (made > 0) return made
    await setTimeout(5)
  }
  throw new Error('nothing was sealed in fifteen seconds')
}

interface Row {
  id: string
  organisation: string
  tx: string
  subjects: string[]
}

interface Hand {
  client: pg.Client
  random: Random
  row(where?: string): Promise<Row>
  seal(where?: string): Promise<{ organisation: string; n: number; from_tx: string; to_tx: string }>
}

const columns: Record<string, (random: Random) => unknown> = {
  id: random => random.id(),
  era: () => 2,
  tx: random => random.whole(1, 400),
  at: random => new Date(Date.UTC(2026, 10, random.whole(1, 28), 3, 4, 5, random.whole(1, 999))).toISOString(),
  organisation: random => random.id(),
  staff: random => random.id(),
  role: random => `coordinator${random.whole(1, 9)}`,
  purpose: random => `noget andet ${random.whole(1, 99)}`,
  action: () => 'refused',
  what: random => `family ${random.whole(1, 99)}`,
  request: random => random.id(),
  subjects: random => [random.id()],
  changed: random => [random.id(), random.id()],
}

/** The head chain of one organisation made anew from what stands in the database now: what a careful forger does. */
const remakeHeads = async (client: pg.Client, organisation: string): Promise<void> => {
  const { rows } = await client.query(
    `select n, era, from_tx, to_tx, rows, (from_at at time zone 'UTC')::text as from_at, (to_at at time zone 'UTC')::text as to_at,
      encode(leaves, 'hex') as leaves, encode(root, 'hex') as root, (at at time zone 'UTC')::text as at from kernel.seal where organisation = $1 order by n`,
    [organisation],
  )
  let before = ''
  for (const row of rows) {
    const words: SealWords = {
      organisation,
      n: row.n,
      era: row.era,
      fromTx: Number(row.from_tx),
      toTx: Number(row.to_tx),
      rows: row.rows,
      fromAt: row.from_at,
      toAt: row.to_at,
      leaves: row.leaves,
      root: row.root,
      at: row.at,
    }
    before = headOf(before, words)
    await client.query(`update kernel.seal set head = decode($3, 'hex') where organisation = $1 and n = $2`, [
      organisation,
      row.n,
      before,
    ])
  }
}

/** The seal over a transaction made anew from the rows as they stand now. */
const forgeSeal = async (client: pg.Client, organisation: string, tx: number): Promise<void> => {
  await client.query("set local timezone = 'UTC'")
  const { rows } = await client.query(
    `select ${chained.map(name => (name === 'at' ? "(a.at at time zone 'UTC')::text as at" : `a.${name}::text`)).join(', ')},
      array(select coalesce(k.salt, '') from unnest(a.subjects) x left join kernel.subject k on k.organisation = a.organisation and k.subject = x) as salts,
      a.subjects::text[], a.changed::text[]
    from kernel.audit a join kernel.seal s on s.organisation = a.organisation and a.tx >= s.from_tx and a.tx < s.to_tx
    where s.organisation = $1 and s.from_tx <= $2 and s.to_tx > $2`,
    [organisation, tx],
  )
  const leaves = rows
    .map(row => {
      const commit = (subject: string) => commitmentOf(row.salts[row.subjects.indexOf(subject)], subject)
      return leafOf(lineOf(chained.map(name => row[name])), row.subjects.map(commit), row.changed.map(commit))
    })
    .sort()
  await client.query(
    `update kernel.seal set root = decode($3, 'hex'), leaves = decode($4, 'hex') where organisation = $1 and from_tx <= $2 and to_tx > $2`,
    [organisation, tx, rootOf(leaves), shortLeaves(leaves)],
  )
}

/** Everything a hand with the owner's rights may do to the trail, each in one go and undone afterwards. */
export const tamperings: Record<string, (hand: Hand) => Promise<void>> = {
  ...Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [
      `edit ${column}`,
      async ({ client, random, row }: Hand) => {
        const { id } = await row()
        await client.query(`update kernel.audit set ${column} = $2 where id = $1`, [id, value(random)])
      },
    ]),
  ),
  'delete a row': async ({ client, row }) => {
    await client.query('delete from kernel.audit where id = $1', [(await row()).id])
  },
  'insert a row': async ({ client, random, row }) => {
    const { id } = await row()
    await client.query(
      `insert into kernel.audit (id, at, organisation, staff, role, purpose, action, what, request, subjects, changed, era, tx)
        select $2, at, organisation, staff, role, purpose, action, what, request, subjects, changed, era, tx from kernel.audit where id = $1`,
      [id, random.id()],
    )
  },
  'insert the same row twice': async ({ client, row }) => {
    await client.query('insert into kernel.audit select * from kernel.audit where id = $1', [(await row()).id])
  },
  'add a subject': async ({ client, random, row }) => {
    await client.query('update kernel.audit set subjects = subjects || $2::uuid where id = $1', [
      (await row()).id,
      random.id(),
    ])
  },
  'take a subject out': async ({ client, row }) => {
    await client.query('update kernel.audit set subjects = subjects[2:] where id = $1', [(await row()).id])
  },
  'put a commitment for a subject': async ({ client, row }) => {
    const { id, organisation, subjects } = await row()
    await client.query(
      `update kernel.audit a set subjects = array_replace(a.subjects, $3::uuid,
        encode(substring(sha256(s.salt || convert_to(s.subject::text, 'UTF8')) for 16), 'hex')::uuid)
        from kernel.subject s where a.id = $1 and s.organisation = $2 and s.subject = $3`,
      [id, organisation, subjects[0]],
    )
    // Without more the chain would hold; so the salt goes too, as if she had been forgotten.
    await client.query('delete from kernel.subject where organisation = $1 and subject = $2', [
      organisation,
      subjects[0],
    ])
  },
  'swap what two rows say': async ({ client, random, row }) => {
    const one = await row()
    const other = await row(`id <> '${one.id}' and organisation = '${one.organisation}'`)
    const column = random.pick(['id', 'request'])
    const { rows } = await client.query(
      `select a.${column} as a, b.${column} as b from kernel.audit a, kernel.audit b where a.id = $1 and b.id = $2`,
      [one.id, other.id],
    )
    const spare = randomUUID()
    await client.query(`update kernel.audit set ${column} = $2 where ${column} = $1`, [rows[0].a, spare])
    await client.query(`update kernel.audit set ${column} = $2 where ${column} = $1`, [rows[0].b, rows[0].a])
    await client.query(`update kernel.audit set ${column} = $2 where ${column} = $1`, [spare, rows[0].b])
  },
  'move a row to another seal': async ({ client, row }) => {
    const one = await row()
    const other = await row(`organisation = '${one.organisation}' and tx <> ${one.tx}`)
    await client.query('update kernel.audit set tx = $2 where id = $1', [one.id, other.tx])
  },
  'exchange two seals’ rows': async ({ client, row }) => {
    const one = await row()
    const other = await row(`organisation = '${one.organisation}' and tx <> ${one.tx}`)
    await client.query(
      'update kernel.audit set tx = case when tx = $2 then $3::bigint else $2::bigint end where organisation = $1 and tx in ($2, $3)',
      [one.organisation, one.tx, other.tx],
    )
  },
  'cut the tail': async ({ client, random, seal }) => {
    const { organisation, n, from_tx } = await seal()
    await client.query('delete from kernel.seal where organisation = $1 and n >= $2', [organisation, n])
    if (random.chance(0.7))
      await client.query('delete from kernel.audit where organisation = $1 and tx >= $2', [organisation, from_tx])
  },
  'drop a seal with its rows': async ({ client, seal }) => {
    const { organisation, n, from_tx, to_tx } = await seal()
    await client.query('delete from kernel.audit where organisation = $1 and tx >= $2 and tx < $3', [
      organisation,
      from_tx,
      to_tx,
    ])
    await client.query('delete from kernel.seal where organisation = $1 and n = $2', [organisation, n])
  },
  'drop a seal and close the gap': async ({ client, seal }) => {
    const { organisation, n, from_tx, to_tx } = await seal('n > 1')
    await client.query('delete from kernel.audit where organisation = $1 and tx >= $2 and tx < $3', [
      organisation,
      from_tx,
      to_tx,
    ])
    await client.query('delete from kernel.seal where organisation = $1 and n = $2', [organisation, n])
    await client.query('update kernel.seal set to_tx = $3 where organisation = $1 and n = $2 - 1', [
      organisation,
      n,
      to_tx,
    ])
    await client.query('update kernel.seal set n = n + 1000 where organisation = $1 and n > $2', [organisation, n])
    await client.query('update kernel.seal set n = n - 1001 where organisation = $1 and n > 1000', [organisation])
    await remakeHeads(client, organisation)
  },
  'edit a seal': async ({ client, random, seal }) => {
    const { organisation, n } = await seal()
    const change = random.pick([
      'rows = rows + 1',
      "at = at + interval '1 second'",
      "to_at = to_at + interval '1 second'",
      "from_at = from_at - interval '1 second'",
      'to_tx = to_tx + 1',
      'from_tx = from_tx - 1',
      'era = era + 1',
      "leaves = decode(md5(random()::text), 'hex')",
      "root = sha256('x')",
      "head = sha256('x')",
    ])
    await client.query(`update kernel.seal set ${change} where organisation = $1 and n = $2`, [organisation, n])
  },
  'edit a seal and remake the heads': async ({ client, seal }) => {
    const { organisation, n } = await seal()
    await client.query("update kernel.seal set at = at + interval '1 second' where organisation = $1 and n = $2", [
      organisation,
      n,
    ])
    await remakeHeads(client, organisation)
  },
  'edit a row and forge its seal and every head after it': async ({ client, random, row }) => {
    const { id, organisation, tx } = await row()
    await client.query('update kernel.audit set staff = $2 where id = $1', [id, random.id()])
    await forgeSeal(client, organisation, Number(tx))
    await remakeHeads(client, organisation)
  },
  'change a subject’s salt': async ({ client, row }) => {
    const { organisation, subjects } = await row()
    await client.query(
      'update kernel.subject set salt = substring(sha256(salt) for 16) where organisation = $1 and subject = $2',
      [organisation, subjects[0]],
    )
  },
  'forget a salt': async ({ client, row }) => {
    const { organisation, subjects } = await row()
    await client.query('delete from kernel.subject where organisation = $1 and subject = $2', [
      organisation,
      subjects[0],
    ])
  },
  'remove a house’s whole trail': async ({ client, row }) => {
    const { organisation } = await row()
    await client.query('delete from kernel.audit where organisation = $1', [organisation])
    await client.query('delete from kernel.seal where organisation = $1', [organisation])
  },
  'empty the trail': async ({ client }) => {
    await client.query('truncate kernel.audit; truncate kernel.seal')
  },
  'write a row of the future': async ({ client, row }) => {
    await client.query(
      'insert into kernel.audit (organisation, staff, role, purpose, action, what, request, tx) select organisation, staff, role, purpose, action, what, request, 9000000000 from kernel.audit where id = $1',
      [(await row()).id],
    )
  },
}

export interface Tampered {
  nth: number
  kind: string
  found: Verified
}

/** One tampering on the trail, looked at by the verifier, and undone. The same seed and number is the same tampering. */
export const tamperOnce = async ({ client, lines }: Trail, seed: number, nth: number): Promise<Tampered> => {
  const random = randomFrom(seed).fork(String(nth))
  const kinds = Object.keys(tamperings)
  const kind = nth < kinds.length ? (kinds[nth] as string) : random.pick(kinds)
  const one = async <T>(query: string, values: unknown[] = []): Promise<T> => {
    const { rows } = await client.query(query, values)
    return rows[random.whole(0, rows.length - 1)] as T
  }
  await client.query('begin')
  try {
    await tamperings[kind]?.({
      client,
      random,
      row: (where = 'true') =>
        one(`select id, organisation, tx, subjects from kernel.audit where ${where} order by id`),
      seal: (where = 'true') =>
        one(`select organisation, n, from_tx, to_tx from kernel.seal where ${where} order by organisation, n`),
    })
    return { nth, kind, found: await verifyAudit(client, lines) }
  } finally {
    await client.query('rollback')
  }
}
