import assert from 'node:assert/strict'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { callOut, isPublicAddress, type OutboundParts, OutboundRefused } from './outbound.ts'

test('Only addresses on the open internet are public, however they are written', () => {
  for (const address of ['8.8.8.8', '185.15.58.224', '2a02:ec80:300:ed1a::1'])
    assert.equal(isPublicAddress(address), true, address)
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
    '2001::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    'localhost',
    '0x7f.1',
    '',
  ])
    assert.equal(isPublicAddress(address), false, address)
})

const refused = (address: string, parts: OutboundParts = {}, hosts = ['sms.example']) =>
  assert.rejects(callOut(address, { hosts }, parts), OutboundRefused, address)
const at =
  (...addresses: string[]) =>
  async () =>
    addresses.map(address => ({ address, family: 4 }))

test('What is not https to a host on the list at a public address does not leave', async () => {
  const resolve = at('8.8.8.8')
  await refused('http://sms.example/', { resolve })
  await refused('https://other.example/', { resolve })
  await refused('https://sms.example.evil.example/', { resolve })
  await refused('https://user:pass@sms.example/', { resolve })
  await refused('file:///etc/passwd', { resolve })
  await refused('sludder', { resolve })
  await refused('https://sms.example/', { resolve: at('10.0.0.1') })
  await refused('https://sms.example/', { resolve: at('8.8.8.8', '127.0.0.1') })
  await refused('https://sms.example/', { resolve: at() })
  for (const host of ['127.0.0.1', '2130706433', '0x7f000001', '[::1]', '[::ffff:127.0.0.1]'])
    await refused(`https://${host}/`, { resolve }, [host, new URL(`https://${host}/`).hostname])
})

const serving = async (handle: Parameters<typeof createServer>[1], work: (parts: OutboundParts) => Promise<void>) => {
  // Handed on as it came: the overloads of createServer cannot be named by their second parameter alone.
  const server: Server = createServer(handle as never)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  let asked = 0
  try {
    await work({
      // Answers the local server first and something else ever after: only the first answer counts.
      resolve: async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }],
      isAllowed: address => address === '127.0.0.1',
      // The same request without the seal of https, which a local server has no name for.
      request: ((url: URL, options: object, done: never) =>
        request({ ...options, host: url.hostname, port, path: url.pathname }, done)) as never,
    })
    assert.equal(asked, 1)
  } finally {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
}

test('The name is asked once, and the answer comes back', () =>
  serving(
    (_asked, answer) => answer.end('tak'),
    async parts => {
      assert.deepEqual(await callOut('https://sms.example/x', { hosts: ['sms.example'] }, parts), {
        status: 200,
        body: 'tak',
      })
    },
  ))

test('A redirect is not followed', () =>
  serving(
    (_asked, answer) => answer.writeHead(302, { location: 'https://sms.example/y' }).end(),
    parts => refused('https://sms.example/x', parts),
  ))

test('An answer longer than a megabyte is cut off', () =>
  serving(
    (_asked, answer) => answer.end('x'.repeat(1_200_000)),
    parts => refused('https://sms.example/x', parts),
  ))

test('Who never answers is not waited for', () =>
  serving(
    () => undefined,
    parts => assert.rejects(callOut('https://sms.example/x', { hosts: ['sms.example'] }, { ...parts, timeout: 50 })),
  ))
