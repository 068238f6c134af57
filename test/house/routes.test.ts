import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../src/app.ts'
import { staticFiles } from '../../src/design/index.ts'
import { publicAddresses } from '../../src/doors/open.ts'
import { rightFaults } from '../../src/kernel/access/rights.ts'
import { connect } from '../../src/kernel/database.ts'
import { nothing, type Rights, type Route } from '../../src/kernel/visit.ts'
import { menu, resources, rights, routes } from '../../src/rooms.ts'
import { testKeys } from '../support/database.ts'

/** Every address the server answers, as 'GET /path', besides static files. */
const answered = async (demo: boolean): Promise<string[]> => {
  const database = connect('postgres://nobody@127.0.0.1:1/nothing', testKeys)
  const app = createApp({
    config: { host: '127.0.0.1', port: 0, dataFolder: '', demo, baseUrl: 'http://localhost' },
    database,
    clock: { now: () => new Date(0) },
  })
  await database.close()
  return [
    ...new Set(
      app.routes.filter(r => r.method !== 'ALL' && !staticFiles.has(r.path)).map(r => `${r.method} ${r.path}`),
    ),
  ]
}

/** What is wrong with a list of routes, a line each. */
const routeFaults = (list: Route[], known: Rights): string[] =>
  list.flatMap(({ method, path, may, purpose }) => {
    const says = (text: string) => `${method.toUpperCase()} ${path}: ${text}`
    return [
      ...(known[may] ? [] : [says(`the right '${may}' stands in no access.ts`)]),
      ...(/^[a-zæøå].{3,}/.test(purpose) ? [] : [says('say in a few Danish words why it reads a person’s data')]),
      ...(/^(\/|(\/(:[a-zA-Z]+|[a-zæøå0-9-]+))+)$/.test(path) ? [] : [says('addresses are small Danish words')]),
      ...(/cpr|navn|name|fødselsdato|foedsel|birth|telefon|tlf|phone|mail|adresse|address/i.test(path)
        ? [says('nothing personal stands in an address')]
        : []),
      ...(/(accepter|afvis|slet|luk|accept|decline|delete|close)(\/|$)/.test(path)
        ? [says('a verb is a noun in addresses: POST …/beslutning')]
        : []),
    ]
  })

test('Every address has a right that a room has given, and a purpose for the audit', () => {
  assert.deepEqual(routeFaults(routes, rights), [])
})

test('A route without right, purpose or with a person in its address is found', () => {
  const route: Route = {
    method: 'get',
    path: '/sager/:id',
    may: 'a',
    purpose: 'se sagen',
    handle: async () => nothing,
  }
  const known: Rights = { a: { roles: ['counsellor'], touches: [], why: '' } }
  assert.deepEqual(routeFaults([route], known), [])
  for (const fault of [
    { may: 'b' },
    { purpose: '' },
    { path: '/sager/:cpr' },
    { path: '/find/navn/:tekst' },
    { path: '/sager/:id/slet' },
    { path: '/Sager' },
    { path: '/sager?id=:id' },
  ])
    assert.equal(routeFaults([{ ...route, ...fault }], known).length, 1, JSON.stringify(fault))
})

test('No two routes answer the same address', () => {
  const all = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':x')}`)
  assert.deepEqual(
    all.filter((one, at) => all.indexOf(one) !== at),
    [],
  )
})

test('Every right is explained to people, given to somebody, and used', () => {
  const used = new Set(routes.map(route => route.may))
  for (const [name, right] of Object.entries(rights)) {
    assert.match(name, /^[a-z]+\.[a-zA-Z]+$/)
    assert.ok(right.roles.length > 0, `${name}: nobody has it`)
    assert.ok(right.why.length > 20, `${name}: say why`)
    assert.deepEqual(rightFaults(name, right, resources), [])
    assert.ok(used.has(name), `${name}: no address asks for it`)
  }
})

test('Every menu entry leads to a page its reader may open', () => {
  for (const { href, may, text } of menu) {
    const route = routes.find(
      r => r.method === 'get' && new RegExp(`^${r.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(href),
    )
    assert.ok(route, `${text}: no page at ${href}`)
    for (const role of rights[may]?.roles ?? [])
      assert.ok(rights[route.may]?.roles.includes(role), `${text}: ${role} sees the entry and not the page`)
  }
})

test('Only the addresses of the public list answer without sign-in', async () => {
  const staff = new Set(routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`))
  const open = (await answered(true)).filter(address => !staff.has(address))
  assert.deepEqual(open.toSorted(), Object.keys(publicAddresses).toSorted())
})

test('Outside the demonstration nobody signs in by link', async () => {
  assert.deepEqual(
    (await answered(false)).filter(address => address.includes('demo')),
    [],
  )
})
