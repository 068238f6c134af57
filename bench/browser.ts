import { Agent, request } from 'node:http'

export interface Got {
  status: number
  location: string | undefined
  body: string
  bytes: number
  ms: number
}

/** One person with a browser that keeps its connection and its cookie, and reads forms as a browser would. */
export class Browser {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })
  private readonly cookies = new Map<string, string>()
  private readonly port: number

  constructor(port: number) {
    this.port = port
  }

  get(path: string): Promise<Got> {
    return this.ask('GET', path)
  }

  post(path: string, fields: Record<string, string | string[]>): Promise<Got> {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
    return this.ask('POST', path, body.toString())
  }

  /** Sends the form that goes to `action` on the page, with these fields filled in. */
  send(page: Got, action: string, fields: Record<string, string | string[]> = {}): Promise<Got> {
    return this.post(action, { ...hiddenFields(page.body, action), ...fields })
  }

  close(): void {
    this.agent.destroy()
  }

  private ask(method: string, path: string, body?: string): Promise<Got> {
    const started = performance.now()
    const headers: Record<string, string> = { 'Accept-Encoding': 'identity' }
    if (this.cookies.size > 0) headers.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (body !== undefined) headers['Content-Type'] = 'application/x-www-form-urlencoded'
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: this.port, method, path, headers, agent: this.agent },
        answer => {
          const parts: Buffer[] = []
          answer.on('data', part => parts.push(part))
          answer.on('error', reject)
          answer.on('end', () => {
            for (const cookie of answer.headers['set-cookie'] ?? []) this.keep(cookie)
            const all = Buffer.concat(parts)
            resolve({
              status: answer.statusCode ?? 0,
              location: answer.headers.location,
              body: all.toString(),
              bytes: all.length,
              ms: performance.now() - started,
            })
          })
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  }

  private keep(cookie: string) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
    if (/max-age=0/i.test(cookie)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

const plain = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

export const hiddenFields = (page: string, action: string): Record<string, string> => {
  const form = [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
    .map(m => m[0])
    .find(text => text.includes(`action="${action}"`))
  if (!form) throw new Error(`no form goes to ${action}`)
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      plain(value),
    ]),
  )
}

export const links = (page: string, pattern: RegExp): string[] =>
  [...page.matchAll(/href="([^"]+)"/g)].map(m => plain(m[1] ?? '')).filter(href => pattern.test(href))
