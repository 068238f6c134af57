import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../kernel/config.ts'
import { type Keys, seal, unseal } from '../kernel/crypto.ts'
import { isId } from '../kernel/ids.ts'
import { strangerPage } from './closed.ts'

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer, and the refusal of unsafe requests that another site made her browser send. */
export const guard =
  (config: Config): MiddlewareHandler =>
  async (c, next) => {
    c.header('Content-Security-Policy', policy)
    // Not 'no-referrer': a browser would then send forms with the origin 'null', and none could be told from another site's.
    c.header('Referrer-Policy', 'same-origin')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
    c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
    if (config.baseUrl.startsWith('https:'))
      c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (!['GET', 'HEAD'].includes(c.req.method) && !isSameSite(c, config))
      return c.html(await strangerPage(config.demo), 403)
    if (/%00/.test(c.req.url)) return c.notFound()
    await next()
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
  }

/**
 * Sec-Fetch-Site where the browser sends it, else Origin; on JSON as well as forms. A browser set to hide where it comes
 * from sends the origin 'null': then only Sec-Fetch-Site can vouch for our own page. A request with neither comes from no
 * browser.
 */
const isSameSite = (c: Context, config: Config): boolean => {
  const fetchSite = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const isOwn = origin === new URL(config.baseUrl).origin || origin === `http://${c.req.header('Host')}`
  if (fetchSite === 'same-origin') return !origin || origin === 'null' || isOwn
  if (fetchSite && fetchSite !== 'none') return false
  return !origin || isOwn
}

const nameOf = (config: Config, name: string) => (config.baseUrl.startsWith('https:') ? `__Host-${name}` : name)
const options = (config: Config) =>
  ({ httpOnly: true, sameSite: 'Lax', path: '/', secure: config.baseUrl.startsWith('https:') }) as const

const readId = (c: Context, config: Config, name: string): string => {
  const token = getCookie(c, nameOf(config, name))
  return isId(token) ? token : ''
}
const clear = (c: Context, config: Config, name: string): void =>
  setCookie(c, nameOf(config, name), '', { ...options(config), maxAge: 0 })

export const readSession = (c: Context, config: Config): string => readId(c, config, 'brobygger')
/** Without an end date: the cookie dies with the browser. */
export const writeSession = (c: Context, config: Config, token: string): void =>
  setCookie(c, nameOf(config, 'brobygger'), token, options(config))

/** A citizen's session has a cookie of its own: it opens no page of the staff, and the other way round. */
export const readCitizen = (c: Context, config: Config): string => readId(c, config, 'borger')
export const writeCitizen = (c: Context, config: Config, token: string): void =>
  setCookie(c, nameOf(config, 'borger'), token, options(config))

const halfAYear = 180 * 86_400
/** The mark of a browser in which she has signed in before. It opens nothing: it keeps strangers' guesses off her. */
export const readDevice = (c: Context, config: Config): string | undefined => readId(c, config, 'enhed') || undefined
export const writeDevice = (c: Context, config: Config, token: string): void =>
  setCookie(c, nameOf(config, 'enhed'), token, { ...options(config), maxAge: halfAYear })

/** The browser that began a sign-in: an answer brought by another is not believed. */
export const readBrowser = (c: Context, config: Config): string => getCookie(c, nameOf(config, 'paa-vej')) ?? ''
export const writeBrowser = (c: Context, config: Config, secret: string): void =>
  setCookie(c, nameOf(config, 'paa-vej'), secret, { ...options(config), maxAge: 600 })

/** Nothing of the session stays in the browser; on a computer that others use, nothing at all. */
export const clearBrowser = (c: Context, config: Config, everything: boolean): void => {
  for (const name of ['brobygger', 'borger', 'besked', 'paa-vej', ...(everything ? ['enhed'] : [])])
    clear(c, config, name)
  c.header('Clear-Site-Data', everything ? '"cache", "cookies", "storage"' : '"cache", "storage"')
}

/**
 * One sentence for the next page, shown once and escaped there. It may name somebody, so the browser keeps it sealed:
 * it opens here alone and in the same session, and what was written into the cookie by somebody else is no sentence.
 */
export const writeNotice = (c: Context, config: Config, keys: Keys, text: string): void => {
  const sealed = seal(keys.index('besked'), `besked ${readSession(c, config)}`, text).toString('base64url')
  setCookie(c, nameOf(config, 'besked'), sealed, { ...options(config), maxAge: 60 })
}
export const takeNotice = (c: Context, config: Config, keys: Keys): string | undefined => {
  const sealed = getCookie(c, nameOf(config, 'besked'))
  if (!sealed) return undefined
  setCookie(c, nameOf(config, 'besked'), '', { ...options(config), maxAge: 0 })
  try {
    return unseal(keys.index('besked'), `besked ${readSession(c, config)}`, Buffer.from(sealed, 'base64url'))
  } catch {
    // Not sealed by us for this session: nothing to show.
    return undefined
  }
}
