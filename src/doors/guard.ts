import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../kernel/config.ts'
import { isId } from '../kernel/ids.ts'

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
      return c.text('Afsendt fra en anden side', 403)
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

export const readSession = (c: Context, config: Config): string => {
  const token = getCookie(c, nameOf(config, 'brobygger'))
  return isId(token) ? token : ''
}
/** Without an end date: the cookie dies with the browser. */
export const writeSession = (c: Context, config: Config, token: string): void =>
  setCookie(c, nameOf(config, 'brobygger'), token, options(config))

/** One sentence for the next page, shown once and escaped there. */
export const writeNotice = (c: Context, config: Config, text: string): void =>
  setCookie(c, nameOf(config, 'besked'), text, { ...options(config), maxAge: 60 })
export const takeNotice = (c: Context, config: Config): string | undefined => {
  const text = getCookie(c, nameOf(config, 'besked'))
  if (text) setCookie(c, nameOf(config, 'besked'), '', { ...options(config), maxAge: 0 })
  return text || undefined
}
