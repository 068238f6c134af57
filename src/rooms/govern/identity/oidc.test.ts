import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startIssuer, type Twist } from './issuer.testing.ts'
import { type OidcSettings, oidcProvider } from './oidc.ts'
import type { Asked } from './provider.ts'

let instant = new Date('2026-11-23T08:00:00Z')
const clock = { now: () => instant }
const seconds = () => Math.floor(instant.getTime() / 1000)

let issuer: Awaited<ReturnType<typeof startIssuer>>
before(async () => {
  issuer = await startIssuer(clock.now)
})
after(() => issuer.close())

const ask = async (changed: Partial<OidcSettings> = {}, fresh = false) => {
  const provider = oidcProvider({ ...issuer.settings, ...changed }, clock)
  const asked = await provider.begin('https://hus.example/log-ind/svar/region-syddanmark', { fresh })
  assert.ok('address' in asked)
  return { provider, asked }
}
const finish = async (twist: Twist, changed: Partial<OidcSettings> = {}) => {
  const { provider, asked } = await ask(changed)
  return provider.finish(issuer.answer(asked.address, 'karen-at-work', twist), asked.remember)
}

test('The question carries PKCE, state, nonce and the level asked for, and no secret', async () => {
  const { asked } = await ask()
  const query = new URL(asked.address).searchParams
  assert.equal(query.get('response_type'), 'code')
  assert.equal(query.get('code_challenge_method'), 'S256')
  assert.equal(query.get('acr_values'), 'urn:two-factors')
  for (const name of ['code_challenge', 'state', 'nonce']) assert.ok((query.get(name) ?? '').length >= 43, name)
  assert.equal(query.get('client_secret'), null)
})

test('On a shared computer she must show who she is now, and an old sign-in at the issuer is not enough', async () => {
  const { provider, asked } = await ask({}, true)
  const query = new URL(asked.address).searchParams
  assert.deepEqual([query.get('prompt'), query.get('max_age')], ['login', '0'])
  const old = issuer.answer(asked.address, 'karen-at-work', { claims: { auth_time: seconds() - 7_200 } })
  assert.equal((await provider.finish(old, asked.remember)).ok, false)
  const again = await ask({}, true)
  const now = issuer.answer(again.asked.address, 'karen-at-work', { claims: { auth_time: seconds() - 5 } })
  assert.equal((await again.provider.finish(now, again.asked.remember)).ok, true)
})

const refusals: [string, Twist, string][] = [
  ['from the wrong issuer', { claims: { iss: 'https://other.example' } }, 'token'],
  ['for another audience', { claims: { aud: 'other-client' } }, 'token'],
  ['for us and others, issued to another', { claims: { aud: ['brobygger', 'other'], azp: 'other' } }, 'token'],
  ['that expired', { claims: { iat: 1, exp: 2 } }, 'time'],
  ['that is not valid yet', { claims: { nbf: seconds() + 3_600 } }, 'time'],
  ['that was issued tomorrow', { claims: { iat: seconds() + 86_400, exp: seconds() + 90_000 } }, 'time'],
  [
    'that was issued yesterday and still lives',
    { claims: { iat: seconds() - 86_400, exp: seconds() + 90_000 } },
    'time',
  ],
  ['with the wrong nonce', { claims: { nonce: 'another' } }, 'token'],
  ['without a nonce', { claims: { nonce: undefined } }, 'token'],
  ['without a subject', { claims: { sub: undefined } }, 'token'],
  ['with an endless subject', { claims: { sub: 'x'.repeat(300) } }, 'token'],
  ['signed by nobody (alg none)', { signedBy: 'none' }, 'token'],
  ['signed with a shared secret', { signedBy: 'hmac' }, 'token'],
  ['signed by a key that the issuer does not publish', { signedBy: 'stranger' }, 'token'],
  [
    'signed by a stranger under the name of the issuer’s key',
    { signedBy: 'stranger', header: { kid: 'own' } },
    'token',
  ],
  ['changed after it was signed', { afterwards: { sub: 'somebody-else' } }, 'token'],
  ['at level Lav', { claims: { loa: 'Low' } }, 'level'],
  ['at a level nobody has named', { claims: { loa: 'Very high' } }, 'level'],
  ['at a level that is a word of the language', { claims: { loa: 'constructor' } }, 'level'],
  ['at two levels at once', { claims: { loa: ['Substantial', 'High'] } }, 'level'],
  ['without a level', { claims: { loa: undefined } }, 'level'],
]
for (const [what, twist, why] of refusals)
  test(`A token ${what} is refused`, async () => {
    const said = await finish(twist)
    assert.equal(said.ok, false)
    assert.equal(!said.ok && said.why, why, JSON.stringify(said))
  })

test('Where Høj is asked for, Betydelig is too low', async () => {
  const level = { ...issuer.settings.level, least: 'high' as const }
  const low = await finish({}, { level })
  assert.equal(!low.ok && low.why, 'level')
  assert.deepEqual(await finish({ claims: { loa: 'High' } }, { level }), {
    ok: true,
    issuer: issuer.issuer,
    subject: 'karen-at-work',
    level: 'high',
  })
})

test('The level stands where the settings say, as acr too, and as a list of one', async () => {
  const level = { claim: 'acr', values: { 'urn:loa:2': 'substantial' as const }, least: 'substantial' as const }
  assert.equal((await finish({ claims: { acr: 'urn:loa:2' } }, { level })).ok, true)
  assert.equal((await finish({ claims: { acr: ['urn:loa:2'] } }, { level })).ok, true)
  assert.equal((await finish({ claims: { loa: 'Substantial' } }, { level })).ok, false, 'not from another claim')
})

test('A wrong state, a code of somebody else’s question and a code used before give nothing', async () => {
  const { provider, asked } = await ask()
  const good = issuer.answer(asked.address, 'karen-at-work')
  const wrongState = new URL(good)
  wrongState.searchParams.set('state', 'x'.repeat(43))
  assert.equal((await provider.finish(wrongState, asked.remember)).ok, false)
  const other: Asked = (await ask()).asked
  assert.equal((await provider.finish(good, { ...other.remember, state: asked.state })).ok, false, 'PKCE')
  const fresh = await ask()
  const used = issuer.answer(fresh.asked.address, 'karen-at-work')
  assert.equal((await fresh.provider.finish(used, fresh.asked.remember)).ok, true)
  const again = await fresh.provider.finish(used, fresh.asked.remember)
  assert.equal(!again.ok && again.why, 'answer')
})

test('A token is as fresh as our clock says, by daylight saving and at midnight', async () => {
  for (const text of ['2026-10-25T00:59:59Z', '2027-03-28T01:00:00Z', '2026-12-31T23:00:00Z']) {
    instant = new Date(text)
    assert.equal((await finish({})).ok, true, text)
  }
})

test('An issuer that does not answer is told as such, and nothing is thrown', async () => {
  const provider = oidcProvider({ ...issuer.settings, issuer: 'http://127.0.0.1:1' }, clock)
  assert.ok('unreachable' in (await provider.begin('https://hus.example/x', { fresh: false })))
})

test('What an issuer says of itself under another’s name is not believed', async () => {
  // The same server by its other name: the metadata name the first.
  const other = new URL(issuer.settings.issuer)
  other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  const provider = oidcProvider({ ...issuer.settings, issuer: other.origin }, clock)
  const asked = await provider.begin('https://hus.example/x', { fresh: false })
  assert.ok('unreachable' in asked)
  assert.match(asked.unreachable, /unexpected|does not match|issuer/i)
})
