import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readProviders, readSettings } from './settings.ts'

const good = `
providers:
  - key: region-syddanmark
    name: Region Syddanmark
    for: staff
    organisation: region-syddanmark
    issuer: https://login.example.dk
    clientId: brobygger
    ask: { acr_values: Substantial }
    level:
      claim: loa
      values: { Low: Lav, Substantial: Betydelig, High: Høj }
  - key: fredericia
    name: Fredericia Kommune
    for: staff
    organisation: fredericia-kommune
    issuer: https://login.fredericia.example
    clientId: abc
    level: { claim: acr, values: { two: Betydelig } }
  - key: mitid
    name: MitID
    for: citizen
    issuer: https://broker.example
    clientId: abc
    signedWith: PS256
    level: { claim: loa, values: { High: Høj }, least: Høj }
`

test('Several workplaces and a broker stand in one file, each with its own level', () => {
  const read = readSettings(good, 'logins.yaml')
  assert.deepEqual(
    read.map(one => [one.key, one.for, one.organisation, one.scope, one.signedWith, one.level.least]),
    [
      ['region-syddanmark', 'staff', 'region-syddanmark', 'openid', 'RS256', 'substantial'],
      ['fredericia', 'staff', 'fredericia-kommune', 'openid', 'RS256', 'substantial'],
      ['mitid', 'citizen', undefined, 'openid', 'PS256', 'high'],
    ],
  )
})

test('Without a file there is no such way in; a file that is not there stops the start', () => {
  const clock = { now: () => new Date(0) }
  assert.deepEqual(readProviders(clock, {}), [])
  assert.throws(() => readProviders(clock, { BROBYGGER_IDENTITY: '/nej' }), /Filen \/nej kan ikke læses/)
})

test('What is wrong in the file is said in a sentence that names the place', () => {
  const wrong: [string, string, RegExp][] = [
    ['https://login.example.dk', 'http://login.example.dk', /nummer 1 under providers: issuer skal være en https/],
    ['name: Region Syddanmark', '', /nummer 1 under providers: name mangler/],
    ['key: fredericia', 'key: region-syddanmark', /region-syddanmark står to gange/],
    ['for: citizen', 'for: everybody', /nummer 3 under providers: for skal være/],
    ['clientId: brobygger', 'clientId: brobygger\n    secret: x', /secret kender vi ikke/],
    ['clientId: brobygger', 'clientId: brobygger\n    clientSecretFile: /nej', /Filen \/nej kan ikke læses/],
    ['High: Høj }, least: Høj', 'High: Høj }, least: Lav', /least kan ikke være Lav/],
    ['two: Betydelig', 'two: Meget', /Meget er ikke Lav, Betydelig eller Høj/],
    ['values: { two: Betydelig }', 'values: {}', /values er tom/],
    ['level: { claim: acr, values: { two: Betydelig } }', '', /skriv claim og values/],
    ['signedWith: PS256', 'signedWith: none', /signedWith skal være/],
    ['signedWith: PS256', 'signedWith: HS256', /signedWith skal være/],
    ['key: mitid', 'key: MitID!', /key skal være små bogstaver/],
    ['providers:', 'provider:', /skriv en liste under providers/],
    ['providers:', 'providers: [', /ikke gyldig YAML/],
    ['organisation: fredericia-kommune', '', /organisation mangler/],
    ['signedWith: PS256', 'scope: profile', /scope skal have openid med/],
  ]
  for (const [before, after, message] of wrong)
    assert.throws(() => readSettings(good.replace(before, after), 'logins.yaml'), message, after)
})
