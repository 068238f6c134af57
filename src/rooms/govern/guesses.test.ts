import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { asKeeper } from '../../../test/support/database.ts'
import { type Person, type World, world } from '../../../test/support/world.ts'
import { otpAt } from './one-time-code.testing.ts'
import { beginTry, putCredential, signInWithPassword } from './sign-in.ts'

const password = 'fire gule heste på taget'
const quarter = 15 * 60_000
const network = (name: string) => createHash('sha256').update(name).digest().subarray(0, 16)

let w: World
const secrets = new Map<string, string>()
before(async () => {
  w = await world()
})
after(() => w.close())

const account = async (who: Person, name: string) => {
  const email = `${name}@example.org`
  const secret = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putCredential(kysely, { organisation: who.organisation, staff: who.id, email }, password),
  )
  secrets.set(email, secret)
  return email
}
const code = (email: string, at: Date) => otpAt(secrets.get(email) ?? '', at)
const right = (email: string, at: Date, seat: { known?: string; network?: Buffer }) =>
  signInWithPassword(w.database, { email, password, code: code(email, at) }, { shared: false, ...seat }, at)
const guess = (email: string, at: Date, seat: { known?: string; network?: Buffer } = {}) =>
  w.database.asNobody(kysely => beginTry(kysely, email, { shared: false, ...seat }, at))

test('A thousand networks guess at Lone for an hour: at most ten an account in any quarter are looked at, and Lone gets in', async () => {
  const email = await account(w.lone, 'lone')
  let at = Date.parse('2026-11-23T07:00:00Z')
  const first = await right(email, new Date(at), { network: network('hers') })
  assert.ok(first.ok)
  let mark = first.device
  const looked: number[] = []
  for (let n = 0; n < 1_000; n++) {
    at += 3_600
    const { tier } = await guess(email, new Date(at), { network: network(`botnet ${n}`) })
    if (tier !== 'refused') looked.push(at)
    // Every tenth minute she signs in: by her computer on a strange network, and by her network on a strange computer.
    if (n % 166 !== 165) continue
    const device = await right(email, new Date(at), { known: mark, network: network(`train ${n}`) })
    assert.ok(device.ok, 'her own computer')
    mark = device.device
    const home = await right(email, new Date(at + 60_000), { network: network('hers') })
    assert.ok(home.ok, 'her own network')
  }
  for (const moment of looked)
    assert.ok(looked.filter(other => other > moment - quarter && other <= moment).length <= 4)
  assert.ok(looked.length >= 16, 'the window slides')
})

test('A thousand guesses in the same second are a thousand guesses: four are looked at', async () => {
  const email = await account(w.grete, 'grete')
  const at = new Date('2026-11-23T10:00:00Z')
  const tiers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => guess(email, at, { network: network(`storm ${n}`) })),
  )
  assert.equal(tiers.filter(({ tier }) => tier !== 'refused').length, 4)
})

test('Whatever comes from wherever: never more than ten in a quarter, and her three and three are never used by others', async () => {
  const email = await account(w.bente, 'bente')
  const start = Date.parse('2026-12-01T07:00:00Z')
  const known = await right(email, new Date(start), { network: network('office') })
  assert.ok(known.ok && known.device)
  const device = known.ok ? known.device : undefined
  let base = start + quarter
  const event = fc.record({
    wait: fc.integer({ min: 0, max: 400_000 }),
    from: fc.constantFrom('stranger', 'office', 'device'),
    net: fc.integer({ min: 0, max: 999 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async events => {
      base += 2 * quarter
      let at = base
      const looked: { at: number; tier: string }[] = []
      for (const { wait, from, net } of events) {
        at += wait
        const seat =
          from === 'device'
            ? { known: device, network: network(`far ${net}`) }
            : { network: network(from === 'office' ? 'office' : `far ${net}`) }
        const { tier } = await guess(email, new Date(at), seat)
        if (tier !== 'refused') looked.push({ at, tier })
        // Who is not on her network has no part in its three; who has not her computer none in those.
        if (from === 'stranger') assert.ok(['stranger', 'refused'].includes(tier))
        if (from === 'office') assert.notEqual(tier, 'device')
      }
      base = at
      for (const { at: end } of looked) {
        const window = looked.filter(other => other.at > end - quarter && other.at <= end)
        assert.ok(window.length <= 10, `${window.length} in a quarter`)
        for (const [tier, most] of [
          ['device', 3],
          ['network', 3],
          ['stranger', 4],
        ] as const)
          assert.ok(window.filter(one => one.tier === tier).length <= most, tier)
      }
    }),
    { numRuns: 25, seed: 7 },
  )
})

test('One network that tries a few words on everybody is stopped at a hundred; those with a computer of their own are not', async () => {
  const email = await account(w.ida, 'ida')
  const at = new Date('2026-12-20T10:00:00Z')
  const hospital = network('hospital')
  const first = await right(email, new Date(at.getTime() - 60_000), { network: network('elsewhere') })
  assert.ok(first.ok)
  for (let n = 0; n < 100; n++) await guess(`someone-${n}@example.org`, at, { network: hospital })
  assert.equal((await guess('another@example.org', at, { network: hospital })).tier, 'refused')
  assert.equal((await guess('another@example.org', at, { network: network('quiet') })).tier, 'stranger')
  assert.ok((await right(email, at, { known: first.device, network: hospital })).ok)
})

test('Her own right sign-ins use up nothing: she may come and go all morning', async () => {
  const email = await account(w.jonna, 'jonna')
  for (let n = 0; n < 15; n++) {
    const at = new Date(Date.parse('2026-12-22T08:00:00Z') + n * 40_000)
    assert.ok((await right(email, at, {})).ok, `time ${n + 1}`)
  }
})
