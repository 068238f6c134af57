import { lookup } from 'node:dns/promises'
import { type RequestOptions, request } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** A call out of the house that is not made: says why, never what was to be sent. */
export class OutboundRefused extends Error {}

export interface OutboundOptions {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** The only hosts it may go to. */
  hosts: readonly string[]
}

export interface OutboundAnswer {
  status: number
  body: string
}

const closed = new BlockList()
const closedV6 = new BlockList()
// This house, its networks, its provider's, and what is no address of anybody: RFC 6890 and the registries it names.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, bits, 'ipv4')
// Of the sixth version only 2000::/3 is given out, and in it some lead back to the fourth or to nobody.
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closedV6.addSubnet(net, bits, 'ipv6')
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is on the open internet. One of the fourth version written as one of the sixth is not believed. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  return given.check(address, 'ipv6') && !closedV6.check(address, 'ipv6')
}

type Resolve = (host: string) => Promise<{ address: string; family: number }[]>
type Request = typeof request

/** What a test may put in the place of the network. */
export interface OutboundParts {
  resolve?: Resolve
  request?: Request
  isAllowed?: (address: string) => boolean
  timeout?: number
}

const mostBytes = 1_000_000

/**
 * The one way out over the web: https alone, to a host on the list, resolved once and connected to that very address,
 * which must be public; no redirect is followed, and it takes no more than five seconds and one megabyte.
 */
export const callOut = async (
  address: string,
  { method = 'GET', headers = {}, body, hosts }: OutboundOptions,
  {
    resolve = host => lookup(host, { all: true }),
    request: open = request,
    isAllowed = isPublicAddress,
    timeout = 5_000,
  }: OutboundParts = {},
): Promise<OutboundAnswer> => {
  const url = URL.parse(address)
  if (!url) throw new OutboundRefused('not an address')
  if (url.protocol !== 'https:') throw new OutboundRefused('only https goes out')
  if (url.username || url.password) throw new OutboundRefused('no password in an address')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!hosts.includes(url.hostname) && !hosts.includes(host)) throw new OutboundRefused('the host is not on the list')
  const limit = AbortSignal.timeout(timeout)
  const found = await Promise.race([
    isIP(host) ? Promise.resolve([{ address: host, family: isIP(host) }]) : resolve(host),
    aborted(limit),
  ])
  // One that is not public makes the whole answer doubtful.
  if (found.length === 0 || !found.every(one => isAllowed(one.address)))
    throw new OutboundRefused('the host leads to an address that is not public')
  const [to] = found
  if (!to) throw new OutboundRefused('the host has no address')
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    // The address found above, whatever the name answers now.
    lookup: (_name, { all }, done) =>
      all ? done(null, [to]) : (done as (e: null, a: string, f: number) => void)(null, to.address, to.family),
    agent: false,
    signal: limit,
  }
  return await new Promise((done, failed) => {
    const call = open(url, options, answer => {
      const status = answer.statusCode ?? 0
      if (status >= 300 && status < 400) {
        answer.destroy()
        failed(new OutboundRefused('a redirect is not followed'))
        return
      }
      const parts: Buffer[] = []
      let size = 0
      answer.on('data', (part: Buffer) => {
        size += part.length
        if (size > mostBytes) {
          failed(new OutboundRefused('the answer is longer than a megabyte'))
          answer.destroy()
        } else parts.push(part)
      })
      answer.on('end', () => done({ status, body: Buffer.concat(parts).toString('utf8') }))
      answer.on('error', failed)
    })
    call.on('error', failed)
    call.end(body)
  })
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, failed) => {
    signal.addEventListener('abort', () => failed(new OutboundRefused('it took too long')), { once: true })
  })
