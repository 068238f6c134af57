import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { createApp } from '../src/app.ts'
import type { OpenedDatabases } from '../src/commands/databases.ts'
import { openHeads, readHeads } from '../src/kernel/audit-heads.ts'
import { affectedBy } from '../src/kernel/audit-read.ts'
import { sealAudit } from '../src/kernel/audit-seal.ts'
import { verifyAudit } from '../src/kernel/audit-verify.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { type Config, readMasterKey } from '../src/kernel/config.ts'
import { connect, type Database } from '../src/kernel/database.ts'
import { connectKeeper } from '../src/kernel/keeper.ts'
import { openKeys } from '../src/kernel/key-ring.ts'
import { putSignInLink } from '../src/rooms/govern/index.ts'
import { summarise } from './statistics.ts'

/**
 * What the trail costs: the same pages with and without their line in it, in turns in one run; and, with rows asked
 * for, how fast a trail of that length is sealed, verified and searched.
 */
export const benchAudit = async (
  config: Config,
  databases: OpenedDatabases,
  { seconds, rows }: { seconds: number; rows: number },
): Promise<unknown> => {
  const keeper = connectKeeper(databases.ownerUrl)
  const keys = await openKeys(keeper, readMasterKey(config)).finally(() => keeper.close())
  const database = connect(databases.url, keys, 4)
  try {
    return {
      bench: 'audit',
      at: new Date().toISOString(),
      machine: { cores: cpus().length, model: cpus()[0]?.model },
      pages: await pagesWithAndWithout(config, databases, database, seconds),
      ...(rows > 0 ? { trail: await trailOf(databases, database, rows) } : {}),
    }
  } finally {
    await database.close()
  }
}

/** The same database, whose pages tell the trail nothing: for measuring alone, so it stands here and not in the house. */
const silent = (database: Database): Database => ({
  ...database,
  asActor: (token, purpose, work) =>
    database.asActor(token, purpose, db =>
      work(new Proxy(db, { get: (target, name) => (name === 'audit' ? () => undefined : Reflect.get(target, name)) })),
    ),
})

const pagesWithAndWithout = async (config: Config, databases: OpenedDatabases, database: Database, seconds: number) => {
  const clock = systemClock
  const apps = {
    with: createApp({ config, database, clock }),
    without: createApp({ config, database: silent(database), clock }),
  }
  const cookie = await counsellorToken(databases, apps.with, config.baseUrl)
  const ask = async (app: keyof typeof apps, path: string): Promise<{ ms: number; html: string }> => {
    const started = performance.now()
    const response = await apps[app].request(path, { headers: { Cookie: cookie } })
    const html = await response.text()
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return { ms: performance.now() - started, html }
  }
  const list = (await ask('with', '/arbejdsliste')).html
  const addresses = (pattern: RegExp) =>
    [...new Set([...list.matchAll(pattern)].map(match => match[1] ?? ''))].slice(0, 20)
  const pages: Record<string, string[]> = {
    worklist: ['/arbejdsliste'],
    course: addresses(/href="(\/forloeb\/[0-9a-f-]{36})"/g),
    referral: addresses(/href="(\/henvisninger\/[0-9a-f-]{36})"/g),
  }
  const times: Record<string, { with: number[]; without: number[] }> = {}
  const until = performance.now() + seconds * 1000
  for (let nth = 0; performance.now() < until || nth < 20; nth++)
    for (const [name, paths] of Object.entries(pages)) {
      const path = paths[nth % Math.max(1, paths.length)]
      if (!path) continue
      // In turns, and who goes first changes, so that what the first has warmed helps both alike.
      const order = nth % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const)
      const own = times[name] ?? { with: [], without: [] }
      times[name] = own
      for (const app of order) {
        const { ms } = await ask(app, path)
        if (nth >= 5) own[app].push(ms)
      }
    }
  const compared = Object.entries(times).map(([name, own]) => {
    const [withAudit, without] = [summarise(own.with), summarise(own.without)]
    return [name, { with: withAudit, without, p50Ratio: ratio(own.with, own.without) }] as const
  })
  const all = {
    with: Object.values(times).flatMap(own => own.with),
    without: Object.values(times).flatMap(own => own.without),
  }
  return {
    ...Object.fromEntries(compared),
    all: { with: summarise(all.with), without: summarise(all.without), p50Ratio: ratio(all.with, all.without) },
  }
}

const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
const ratio = (one: number[], other: number[]): number => Math.round((median(one) / median(other)) * 1000) / 1000

/** A session as a browser gets one, by the link of the demonstration. */
const counsellorToken = async (
  { ownerUrl }: OpenedDatabases,
  app: ReturnType<typeof createApp>,
  origin: string,
): Promise<string> => {
  const keeper = connectKeeper(ownerUrl)
  try {
    const link = await keeper.asKeeper(async kysely => {
      const { rows } = await sql<{ id: string; organisation: string }>`
        select s.id, s.organisation from govern.staff s where s.role = 'counsellor' and s.left_at is null order by s.name limit 1`.execute(
        kysely,
      )
      const [one] = rows
      if (!one) throw new Error('nobody is counsellor: populate the database first')
      return putSignInLink(kysely, one.organisation, one.id, new Date(Date.now() + 3_600_000))
    })
    const answer = await app.request(`/log-ind/demo/${link}`, { method: 'POST', headers: { Origin: origin } })
    const cookie = answer.headers.getSetCookie().find(one => /brobygger=[0-9a-f-]+/.test(one))
    if (!cookie) throw new Error(`the counsellor cannot sign in: ${answer.status}`)
    return cookie.split(';')[0] ?? ''
  } finally {
    await keeper.close()
  }
}

/** A trail of many rows in ten invented houses, made, sealed, verified and searched; it stays in the database. */
const trailOf = async (databases: OpenedDatabases, database: Database, rows: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-audit-'))
  const owner = new pg.Client({ connectionString: databases.ownerUrl })
  await owner.connect()
  const timed = async <T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> => {
    const started = performance.now()
    const value = await work()
    return { seconds: Math.round(performance.now() - started) / 1000, value }
  }
  try {
    const systems = Array.from({ length: 10 }, () => ({ organisation: randomUUID(), token: randomUUID() }))
    const staff = Array.from({ length: 50 }, () => randomUUID())
    const each = Math.ceil(rows / systems.length)
    const perCommit = 10_000
    const made = await timed(async () => {
      for (const { organisation, token } of systems) {
        await owner.query("select kernel.open_session($1, $2, $3, 'system', '{}', 1440)", [
          token,
          staff[0],
          organisation,
        ])
        for (let at = 0; at < each; at += perCommit) {
          await owner.query('begin; set local role brobygger_keeper')
          await owner.query(
            `insert into kernel.audit (at, organisation, staff, role, purpose, action, what, subjects, changed, request)
              select now() - random() * interval '28 days', $1::uuid, ($2::uuid[])[1 + floor(random() * 50)], 'counsellor', 'følge forløbet',
                case when random() < 0.8 then 'read' else 'write' end, 'family, course', array[md5($1::text || floor(random() * 2000))::uuid], '{}', gen_random_uuid()
              from generate_series(1, $3::int)`,
            [organisation, staff, Math.min(perCommit, each - at)],
          )
          await owner.query('commit')
        }
      }
      await owner.query('analyze kernel.audit')
    })
    const heads = openHeads(join(folder, 'heads.jsonl'))
    const sealed = await timed(async () => {
      for (const system of systems) {
        await sealAudit(database, system.token)
        await heads.publish(database, system)
      }
    })
    const { lines } = readHeads(readFileSync(join(folder, 'heads.jsonl'), 'utf8'))
    await owner.query('begin isolation level repeatable read; set local role brobygger_keeper; set local jit = off')
    const verified = await timed(() => verifyAudit(owner, undefined))
    await owner.query('rollback')
    const keeper = connectKeeper(databases.ownerUrl)
    const affected = await timed(() =>
      keeper.asKeeper(kysely =>
        affectedBy(kysely, {
          organisation: systems[0]?.organisation,
          staff: staff[1] ?? '',
          from: new Date(Date.now() - 30 * 86_400_000),
          to: new Date(),
        }),
      ),
    )
    const everywhere = await timed(() =>
      keeper.asKeeper(kysely =>
        affectedBy(kysely, { staff: staff[1] ?? '', from: new Date(Date.now() - 30 * 86_400_000), to: new Date() }),
      ),
    )
    await keeper.close()
    const perSecond = (seconds: number) => Math.round(rows / Math.max(seconds, 0.001))
    return {
      rows,
      heads: lines.length,
      made: { seconds: made.seconds, rowsPerSecond: perSecond(made.seconds) },
      sealed: { seconds: sealed.seconds, rowsPerSecond: perSecond(sealed.seconds) },
      verified: {
        seconds: verified.seconds,
        rows: verified.value.rows,
        rowsPerSecond: Math.round(verified.value.rows / verified.seconds),
        ok: verified.value.ok,
        faults: verified.value.faults.slice(0, 3),
      },
      affected: {
        oneHouse: { seconds: affected.seconds, subjects: affected.value.length },
        everyHouse: { seconds: everywhere.seconds, subjects: everywhere.value.length },
      },
    }
  } finally {
    await owner.end()
    rmSync(folder, { recursive: true, force: true })
  }
}
