import { newId } from '../../src/kernel/ids.ts'
import { type Random, randomFrom } from '../../src/kernel/random.ts'
import { routes } from '../../src/rooms.ts'
import { formsOf } from './forms.ts'
import type { Cast, Person, World } from './world.ts'

export interface Malformed {
  requests: number
  statuses: Record<string, number>
  p99ms: number
  heapGrowthMb: number
  /** Answers that were faults of ours, and requests that were never answered. */
  faults: string[]
}

const methods = ['GET', 'POST', 'POST', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const types = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/json',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'application/xml',
  'x',
  '',
]
const texts = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  '99999999999999999999',
  'a\0b',
  '\u202eolleh',
  '🤰👶🏽',
  '\ud800',
  '2026-02-30',
  '29-02-2027',
  '24:61',
  "'; drop table x; --",
  '$'.concat('{7*7}'),
  '%s%n',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '{"a":[[[[[[]]]]]]}',
  '__proto__',
  'constructor',
]
const escapes = ['%00', '%', '%zz', '%c0%af', '%E0%A4%A', '%0d%0aSet-Cookie:%20a=b', '..%2f..%2f', '%F0%9F%A4%B0']
const fixed = [
  '/',
  '/log-ind',
  '/log-af',
  '/healthz',
  '/readyz',
  '/static/x',
  '/invitation/x',
  '/rolle',
  '/skaerm',
  '/was',
]
const someone: Cast[] = ['karen', 'mette', 'bente', 'lone', 'hanne', 'pernille', 'arne', 'dorte']

const bytes = (random: Random, most: number): string =>
  Array.from({ length: random.whole(0, most) }, () => String.fromCharCode(random.whole(1, 255))).join('')

const oddText = (random: Random): string =>
  random.chance(0.5)
    ? random.pick(texts)
    : random.chance(0.5)
      ? bytes(random, 60)
      : random.chance(0.9)
        ? newId()
        : 'x'.repeat(random.whole(1, 60_000))

const oddPath = (random: Random): string => {
  const path = random.chance(0.85) ? random.pick(routes).path : random.pick(fixed)
  const filled = path.replaceAll(/:\w+/g, () =>
    random.chance(0.4)
      ? newId()
      : random.chance(0.5)
        ? random.pick(escapes)
        : encodeURIComponent(wellFormed(oddText(random)).slice(0, 2_000)),
  )
  const query = random.chance(0.5)
    ? `?${Array.from({ length: random.whole(1, 4) }, () => `${random.pick(['side', 'vis', 'dag', 'sted', 'q', 'til', 'id', 'a'])}=${random.chance(0.3) ? random.pick(escapes) : encodeURIComponent(wellFormed(oddText(random)).slice(0, 1_000))}`).join('&')}`
    : ''
  return filled + query
}

/** encodeURIComponent throws on half a character. */
const wellFormed = (text: string): string => text.toWellFormed()

const oddBody = (random: Random, names: string[]): string => {
  const kind = random.whole(0, 9)
  if (kind === 0) return bytes(random, 2_000)
  if (kind === 1) return '&'.repeat(random.whole(1, 5_000))
  if (kind === 2) return JSON.stringify({ a: oddText(random), b: [null, 1e308] })
  if (kind === 3) return '%'.repeat(random.whole(1, 3_000))
  const form = new URLSearchParams({ _token: random.chance(0.9) ? newId() : oddText(random) })
  for (let n = random.whole(0, 12); n > 0; n--) form.append(random.pick(names), oddText(random))
  if (random.chance(0.3)) form.append('_version', oddText(random))
  return form.toString()
}

/** Sends so many malformed requests; the same seed sends the same. */
export const malform = async (w: World, requests: number, seed: number): Promise<Malformed> => {
  const random = randomFrom(seed)
  const names = await fieldNames(w)
  const people = new Map<Cast, Person>()
  const done: Malformed = { requests: 0, statuses: {}, p99ms: 0, heapGrowthMb: 0, faults: [] }
  const times: number[] = []
  let heapAfterWarming = 0
  for (let nth = 0; nth < requests; nth++) {
    const [method, path] = [random.pick(methods), oddPath(random)]
    const own = random.pick(someone)
    const who = random.chance(0.15) ? undefined : (people.get(own) ?? w[own])
    const headers: Record<string, string> = {
      ...(who
        ? { Cookie: `brobygger=${who.token}` }
        : random.chance(0.5)
          ? { Cookie: `brobygger=${encodeURIComponent(wellFormed(oddText(random)).slice(0, 200))}; ;=;borger=x` }
          : {}),
      ...(random.chance(0.2) ? { 'Accept-Language': 'x'.repeat(random.whole(1, 2_000)), Accept: '*/*;q=z' } : {}),
      ...(random.chance(0.1) ? { 'X-Forwarded-For': `${random.whole(0, 999)}.1.1,,${random.whole(0, 9)}` } : {}),
      'Content-Type': random.chance(0.6) ? (types[0] as string) : random.pick(types),
    }
    const body = ['GET', 'HEAD'].includes(method) ? undefined : oddBody(random, names)
    const started = performance.now()
    const where = `${nth}: ${who?.name ?? 'nobody'} ${method} ${path.slice(0, 200)}`
    try {
      const answer = await w.app.request(path, { method, headers, body })
      await answer.arrayBuffer()
      done.statuses[answer.status] = (done.statuses[answer.status] ?? 0) + 1
      if (answer.status >= 500) done.faults.push(`${where} -> ${answer.status}`)
      // A path that signs her out is taken back: the rest of the requests are hers as well.
      if (who && (path.startsWith('/log-af') || path.startsWith('/min-adgang')))
        people.set(own, await w.person(who.id, who.organisation, who.name))
    } catch (error) {
      done.faults.push(`${where}: ${(error as Error).message}`)
    }
    times.push(performance.now() - started)
    done.requests++
    if (nth === Math.min(1_000, requests >> 1)) heapAfterWarming = process.memoryUsage().heapUsed
  }
  done.p99ms = Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0)
  done.heapGrowthMb = Math.round((process.memoryUsage().heapUsed - heapAfterWarming) / 1e6)
  return done
}

/** What the forms on the pages call their fields: known names reach further than invented ones. */
const fieldNames = async (w: World): Promise<string[]> => {
  const names = new Set(['navn', 'cpr', 'dag', 'tid', 'x'])
  for (const [who, path] of [
    [w.karen, '/henvis'],
    [w.arne, '/medarbejdere'],
    [w.lone, '/arbejdsliste'],
    [w.bente, '/fravaer'],
    [w.dorte, '/kontrol'],
  ] as const)
    for (const form of formsOf((await who.get(path)).html))
      for (const name of Object.keys(form.fields)) if (name !== '_token') names.add(name)
  return [...names]
}
