// node scripts/sign-in-oracle.ts [--pairs 2000]: can a stranger tell a known account from an unknown one by the answer or by
// how long it takes? Guesses in pairs over HTTP, in random order, each from a network of its own. Prints JSON.
import { parseArgs } from 'node:util'
import { randomFrom } from '../src/kernel/random.ts'
import { putCredential } from '../src/rooms/govern/index.ts'
import { withServer } from '../test/matrix/server.ts'
import { asKeeper } from '../test/support/database.ts'
import { world } from '../test/support/world.ts'

const { values } = parseArgs({ options: { pairs: { type: 'string' } } })
const pairs = Number(values.pairs ?? 2_000)
if (!(pairs > 0)) throw new Error('--pairs takes a number')

/** How often a known one takes longer than an unknown one: 0.5 is chance. */
const areaUnderCurve = (known: number[], unknown: number[]): number => {
  const ranked = [...known.map(ms => ({ ms, known: true })), ...unknown.map(ms => ({ ms, known: false }))].sort(
    (a, b) => a.ms - b.ms,
  )
  const ranks = ranked.reduce((sum, one, at) => sum + (one.known ? at + 1 : 0), 0)
  return (ranks - (known.length * (known.length + 1)) / 2) / (known.length * unknown.length)
}
const median = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

const report = await withServer(async () => {
  const w = await world()
  try {
    await asKeeper(w.source.ownerUrl, kysely =>
      putCredential(
        kysely,
        { organisation: w.lone.organisation, staff: w.lone.id, email: 'lone@example.org' },
        'fire gule heste',
      ),
    )
    const random = randomFrom('oracle')
    const times = { known: [] as number[], unknown: [] as number[] }
    const answers = { known: new Set<string>(), unknown: new Set<string>() }
    const guess = async (kind: 'known' | 'unknown', email: string, at: number) => {
      const started = performance.now()
      const answer = await w.app.request('/log-ind', {
        method: 'POST',
        body: new URLSearchParams({ email, adgangskode: 'et gæt', kode: '123456' }),
        headers: { 'X-Forwarded-For': `10.${Math.floor(at / 250) % 250}.${at % 250}.1` },
      })
      const text = await answer.text()
      times[kind].push(performance.now() - started)
      answers[kind].add(`${answer.status} ${text.replaceAll(/value="[^"]*@[^"]*"/g, '')}`)
    }
    for (let at = 0; at < pairs; at++) {
      // A quarter of an hour between, every fourth pair: some guesses are looked at, some are refused.
      if (at % 4 === 0) w.clock.set(new Date(w.clock.now().getTime() + 16 * 60_000).toISOString())
      const unknown = () => guess('unknown', `nobody-${Math.floor(at / 4)}@example.org`, at)
      const known = () => guess('known', 'lone@example.org', at)
      for (const next of random.chance(0.5) ? [known, unknown] : [unknown, known]) await next()
    }
    return {
      pairs,
      auc: Number(areaUnderCurve(times.known, times.unknown).toFixed(3)),
      medianMs: { known: Number(median(times.known).toFixed(1)), unknown: Number(median(times.unknown).toFixed(1)) },
      sameAnswers: [...answers.known].toSorted().join() === [...answers.unknown].toSorted().join(),
    }
  } finally {
    await w.close()
  }
})
console.log(JSON.stringify(report, undefined, 2))
const isOracle = Math.abs(report.auc - 0.5) > 0.05 || !report.sameAnswers
// The embedded server's package ends the process with 0 when nothing is left to do: say the code ourselves.
process.stdout.write('', () => process.exit(isOracle ? 1 : 0))
