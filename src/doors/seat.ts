import { createHmac } from 'node:crypto'
import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Config } from '../kernel/config.ts'
import type { Keys } from '../kernel/crypto.ts'
import type { Seat } from '../rooms/govern/index.ts'
import { readDevice } from './guard.ts'

/** Where a request came from: as the proxy says, else the connection itself; behind https without a word from it, nowhere. */
const addressOf = (c: Context, { forwarded, baseUrl }: Config): string | undefined => {
  if (forwarded) return c.req.header(forwarded)?.split(',').at(-1)?.trim()
  if (baseUrl.startsWith('https:')) return undefined
  return (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress
}

/** The network of an address: 192.0.2.0/24, or the first 48 bits of a version 6 one. */
export const networkOf = (address: string): string | undefined => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIP(plain) === 4) return plain.split('.').slice(0, 3).join('.')
  if (isIP(plain) !== 6) return undefined
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) => (text ? text.split(':') : [])
  const before = groups(head)
  const gap = tail === undefined ? 0 : 8 - before.length - groups(tail).length
  const all = [...before, ...Array.from({ length: Math.max(gap, 0) }, () => '0'), ...groups(tail ?? '')]
  return all
    .slice(0, 3)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')
}

const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iPhone eller iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]
/** 'Firefox på Windows', for the list of her own sessions. */
export const deviceWords = (agent: string | undefined): string | undefined => {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent ?? ''))?.[1]
  const [browser, system] = [find(browsers), find(systems)]
  return browser && system ? `${browser} på ${system}` : (browser ?? system)
}

/** Where somebody sits who is about to sign in. */
export const seatOf = (c: Context, config: Config, keys: Keys, shared: boolean): Seat => {
  const network = networkOf(addressOf(c, config) ?? '')
  return {
    known: readDevice(c, config),
    network: network
      ? createHmac('sha256', keys.index('sign-in network')).update(network).digest().subarray(0, 16)
      : undefined,
    words: deviceWords(c.req.header('User-Agent')),
    shared,
  }
}
