import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { callOut, OutboundRefused } from '../../kernel/outbound.ts'
import { folderSms, httpSms, SmsRefused, smsFor } from './sms.ts'

const sms = { reference: '0197-a', to: '+4520000001', from: 'Aftale', text: 'Aftale: onsdag 2. december kl. 10.00.' }

interface Asked {
  method: string | undefined
  path: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

/** A gateway on this machine, called through the house's own guard with the network alone exchanged. */
const withGateway = async (
  status: number,
  work: (gateway: ReturnType<typeof httpSms>, asked: Asked[]) => Promise<void>,
  hosts = ['sms.example'],
) => {
  const asked: Asked[] = []
  const server = createServer((message, answer) => {
    let body = ''
    message.on('data', part => {
      body += String(part)
    })
    message.on('end', () => {
      asked.push({ method: message.method, path: message.url, headers: message.headers, body })
      answer.writeHead(status, status === 302 ? { location: 'https://evil.example/' } : {}).end('{}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const call: typeof callOut = (address, options) =>
    callOut(address, options, {
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      isAllowed: address => address === '127.0.0.1',
      request: ((url: URL, more: object, done: never) =>
        request({ ...more, host: url.hostname, port, path: url.pathname }, done)) as never,
    })
  try {
    await work(httpSms({ url: 'https://sms.example/send', key: 'hemmelig', hosts }, call), asked)
  } finally {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
}

test('A text leaves as one call with the key, and the reference by which the other side keeps one', () =>
  withGateway(202, async (gateway, asked) => {
    assert.equal(await gateway.send(sms), 'handedOver')
    const [call] = asked
    assert.equal(asked.length, 1)
    assert.deepEqual([call?.method, call?.path], ['POST', '/send'])
    assert.equal(call?.headers.authorization, 'Bearer hemmelig')
    assert.equal(call?.headers['idempotency-key'], sms.reference)
    assert.deepEqual(JSON.parse(call?.body ?? ''), sms)
  }))

test('The other side has it already: she has it once', () =>
  withGateway(409, async gateway => assert.equal(await gateway.send(sms), 'handedOver')))

test('A number the other side will never take is not tried again; whatever else goes wrong is', async () => {
  for (const status of [400, 404, 422])
    await withGateway(status, gateway => assert.rejects(gateway.send(sms), SmsRefused, String(status)))
  for (const status of [401, 429, 500, 503])
    await withGateway(status, gateway =>
      assert.rejects(gateway.send(sms), fault => fault instanceof Error && !(fault instanceof SmsRefused)),
    )
})

test('It follows no redirect, and goes to no other host than the one that was chosen', async () => {
  await withGateway(302, gateway => assert.rejects(gateway.send(sms), OutboundRefused))
  await withGateway(
    200,
    async (gateway, asked) => {
      await assert.rejects(gateway.send(sms), OutboundRefused)
      assert.equal(asked.length, 0)
    },
    ['other.example'],
  )
})

test('What goes wrong is told without her number and without the text', () =>
  withGateway(500, gateway =>
    assert.rejects(gateway.send(sms), (fault: Error) => !/2000|december|hemmelig/.test(fault.message)),
  ))

test('In operation somebody has chosen where texts go, or that none go', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-sms-'))
  const at = { demo: false, dataFolder: folder }
  try {
    await assert.rejects(smsFor(at, [], {}), /BROBYGGER_SMS til en adresse/)
    await assert.rejects(smsFor(at, [], { BROBYGGER_SMS: 'folder' }), /BROBYGGER_SMS/)
    await assert.rejects(smsFor(at, [], { BROBYGGER_SMS: 'http://sms.example/' }), /https/)
    await assert.rejects(smsFor(at, [], { BROBYGGER_SMS: 'https://sms.example/' }), /BROBYGGER_SMS_KEY_FILE/)
    const key = join(folder, 'key')
    await writeFile(key, '\n')
    const chosen = { BROBYGGER_SMS: 'https://sms.example/', BROBYGGER_SMS_KEY_FILE: key }
    await assert.rejects(smsFor(at, [], chosen), /er tom/)
    await writeFile(key, 'hemmelig\n')
    assert.ok((await smsFor(at, [], chosen)).gateway)
    assert.equal((await smsFor(at, [], { BROBYGGER_SMS: 'off' })).gateway, undefined)
    await assert.rejects(
      smsFor(at, ['Mødrehjælpen'], { BROBYGGER_SMS: 'off', BROBYGGER_SMS_FROM: 'Jordemoder' }),
      /BROBYGGER_SMS_FROM/,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('In the demonstration a text sent twice is one file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-sms-'))
  try {
    const gateway = folderSms(folder)
    await gateway.send(sms)
    await gateway.send(sms)
    assert.deepEqual(await readdir(folder), [`${sms.reference}.json`])
  } finally {
    await rm(folder, { recursive: true })
  }
})
