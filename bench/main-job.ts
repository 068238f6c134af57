import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { bringUpToDate, openDatabases } from '../src/commands/databases.ts'
import { readOptions } from '../src/commands/options.ts'
import type { Command } from '../src/kernel/command.ts'
import type { Config } from '../src/kernel/config.ts'
import { connectKeeper } from '../src/kernel/keeper.ts'
import { PlainFault } from '../src/kernel/refusal.ts'
import { putSignInLink } from '../src/rooms/govern/index.ts'
import { benchAudit } from './audit.ts'
import { Browser } from './browser.ts'
import { ceiling } from './ceiling.ts'
import { type Click, counsellor, midwife } from './people.ts'
import { summarise } from './statistics.ts'
import { worklistStatements } from './worklist-sql.ts'

/** One click a second, as people work; or without a pause, to find the highest rate. */
interface Round {
  people: number
  pause: number
}

export const benchMainJob: Command = {
  name: 'bench',
  usage: 'bench main-job|audit [--people 1,8,50] [--seconds 20] [--rows 0] [--data data] [--json]',
  summary:
    'main-job måler arbejdsliste, henvisning, statusskift, samtalenotat og forløbsside over HTTP. audit måler, hvad logbogen koster.',
  async run(args) {
    const { config, given, words } = readOptions(args, {
      people: { type: 'string' },
      seconds: { type: 'string' },
      rows: { type: 'string' },
    })
    if (words[0] === 'audit') return audit(config, Number(given.seconds ?? 20), Number(given.rows ?? 0))
    if (words[0] !== 'main-job') throw new PlainFault('Skriv bench main-job eller bench audit.')
    const seconds = Number(given.seconds ?? 20)
    const people = String(given.people ?? '1,8,50')
      .split(',')
      .map(Number)
    const rounds: Round[] = [...people.map(count => ({ people: count, pause: 1000 })), { people: 50, pause: 0 }]
    const databases = await openDatabases(config)
    const port = await freePort()
    const site = await startSite(config, databases, port)
    try {
      const links = await signInLinks(databases.ownerUrl, Math.max(50, ...rounds.map(r => r.people)))
      const signedIn = await signIn(port, links)
      // A server is started once and used all day: how it begins is told apart.
      const beginning = await drive({ people: 50, pause: 0 }, signedIn.browsers, warmUp, site.pages)
      const results = []
      for (const round of rounds) results.push(await drive(round, signedIn.browsers, seconds, site.pages))
      const statements = await worklistStatements(databases, config, links[0] ?? { staff: '', organisation: '' })
      const report = {
        bench: 'main-job',
        at: new Date().toISOString(),
        machine: { cores: cpus().length, model: cpus()[0]?.model, memoryGb: Math.round(totalmem() / 2 ** 30) },
        database: await sizeOf(databases.ownerUrl),
        signIn: summarise(signedIn.times),
        firstSeconds: { seconds: warmUp, all: beginning.all },
        rounds: results,
        ceiling: {
          what: 'the worklist page’s own SQL through pgbench, transactions a second',
          clients1: ceiling(databases.url, statements, 1, 5) ?? 'pgbench is not at hand',
          clients8: ceiling(databases.url, statements, 8, 5) ?? 'pgbench is not at hand',
        },
      }
      for (const browser of signedIn.browsers) browser.browser.close()
      console.log(JSON.stringify(report, null, given.json ? 0 : 2))
      return 0
    } finally {
      await site.stop()
      await databases.stop()
    }
  },
}

const audit = async (config: Config, seconds: number, rows: number): Promise<number> => {
  const databases = await openDatabases(config)
  try {
    await bringUpToDate(databases)
    console.log(JSON.stringify(await benchAudit(config, databases, { seconds, rows }), null, 2))
    return 0
  } finally {
    await databases.stop()
  }
}

const warmUp = 5

interface SignedIn {
  browser: Browser
  role: string
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** The site as its own process, so that the drivers' work is not counted as its own. */
const startSite = async (config: Config, databases: { url: string; ownerUrl: string }, port: number) => {
  const main = join(import.meta.dirname, '../src/main.ts')
  const child: ChildProcess = spawn(
    process.execPath,
    [main, 'start', '--port', String(port), '--data', config.dataFolder],
    {
      env: {
        ...process.env,
        DATABASE_URL: databases.url,
        DATABASE_OWNER_URL: databases.ownerUrl,
        BROBYGGER_MODE: 'demo',
        BROBYGGER_LOG: 'on',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const pages: { path: string; queries: number }[] = []
  let rest = ''
  child.stderr?.on('data', part => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const entry = line.startsWith('{') ? JSON.parse(line) : undefined
      if (entry?.event === 'page') pages.push({ path: `${entry.method} ${entry.path}`, queries: entry.queries })
    }
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', part => String(part).includes('Brobygger kører') && resolve())
    child.once('exit', code => reject(new Error(`the site stopped with ${code}`)))
  })
  return {
    pages,
    stop: () =>
      new Promise<void>(resolve => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** One in ten refers; the others work with families. */
const signInLinks = async (ownerUrl: string, count: number) => {
  const keeper = connectKeeper(ownerUrl)
  try {
    return await keeper.asKeeper(async kysely => {
      // The invented midwives' houses outside the programme are not among its places, so they cannot send on two pages.
      const staff = async (role: string, many: number) =>
        (
          await sql<{ id: string; organisation: string }>`
            select t.id, t.organisation from govern.staff t where t.role = ${role} and t.ends_on is null
              and (t.role <> 'referrer' or exists (select from govern.site s where s.id = any(t.sites) and s.key not like 'jordemoder-%'))
            order by t.id limit ${many}`.execute(kysely)
        ).rows
      const referrers = await staff('referrer', Math.max(1, Math.round(count / 10)))
      const counsellors = await staff('counsellor', count)
      const links: { token: string; role: string; staff: string; organisation: string }[] = []
      for (let n = 0; n < count; n++) {
        const role = n % 10 === 9 ? 'referrer' : 'counsellor'
        const from = role === 'referrer' ? referrers : counsellors
        const one = from[n % from.length]
        if (!one) throw new Error(`nobody is ${role}: populate the database first`)
        links.push({
          token: await putSignInLink(kysely, one.organisation, one.id, new Date(Date.now() + 3_600_000)),
          role,
          staff: one.id,
          organisation: one.organisation,
        })
      }
      return links
    })
  } finally {
    await keeper.close()
  }
}

const signIn = async (port: number, links: { token: string; role: string }[]) => {
  const times: number[] = []
  const browsers: SignedIn[] = []
  for (const { token, role } of links) {
    const browser = new Browser(port)
    const answer = await browser.post(`/log-ind/demo/${token}`, {})
    if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`)
    times.push(answer.ms)
    browsers.push({ browser, role })
  }
  return { times, browsers }
}

const drive = async (
  round: Round,
  browsers: SignedIn[],
  seconds: number,
  pages: { path: string; queries: number }[],
) => {
  const clicks: Click[] = []
  pages.length = 0
  const until = performance.now() + seconds * 1000
  const started = performance.now()
  const chosen = round.people === 1 ? browsers.slice(0, 1) : browsers.slice(0, round.people)
  await Promise.all(
    chosen.map(async ({ browser, role }, nth) => {
      const work = role === 'referrer' ? midwife(browser, nth) : counsellor(browser, nth)
      if (round.pause > 0) await later((nth * round.pause) / chosen.length)
      while (performance.now() < until) {
        const next = performance.now() + round.pause
        const { value } = await work.next()
        if (value) clicks.push(value)
        if (round.pause > 0) await later(next - performance.now())
      }
    }),
  )
  const took = (performance.now() - started) / 1000
  const byPage = Map.groupBy(clicks, c => c.page)
  return {
    ...round,
    seconds: Math.round(took),
    requestsPerSecond: Math.round((clicks.length / took) * 10) / 10,
    failed: clicks.filter(c => c.failed).length,
    all: summarise(clicks.map(c => c.ms)),
    pages: Object.fromEntries(
      [...byPage].map(([name, own]) => [
        name,
        { ...summarise(own.map(c => c.ms)), bytes: Math.max(...own.map(c => c.bytes)) },
      ]),
    ),
    mostQueries: Object.fromEntries(
      [...Map.groupBy(pages, p => p.path)].map(([path, own]) => [path, Math.max(...own.map(p => p.queries))]),
    ),
  }
}

const later = (ms: number) => new Promise(resolve => setTimeout(resolve, Math.max(0, ms)))

const sizeOf = async (ownerUrl: string) => {
  const keeper = connectKeeper(ownerUrl)
  try {
    return await keeper.asKeeper(async kysely => {
      const { rows } = await sql<Record<string, number>>`
        select (select count(*) from referral.referral where side = 'receiver') as referrals, (select count(*) from course.course) as courses,
          (select count(*) from course.session) as sessions, (select count(*) from kernel.audit) as audit`.execute(
        kysely,
      )
      return rows[0]
    })
  } finally {
    await keeper.close()
  }
}
