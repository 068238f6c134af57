import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callOut } from '../../kernel/outbound.ts'
import { PlainFault } from '../../kernel/refusal.ts'
import { senderFaults } from './lint.ts'

export interface Sms {
  /** The same message sent again has the same reference: the other side keeps one. */
  reference: string
  to: string
  from: string
  text: string
}

/** Where a text leaves the house. Throws when nobody knows whether it left: it is then sent again. */
export interface SmsGateway {
  send(sms: Sms): Promise<'handedOver' | 'delivered'>
}

/** The other side will never take it: sending it again is of no use. */
export class SmsRefused extends Error {}

/** Puts every text in a folder as a file; the same again is the same file. */
export const folderSms = (folder: string): SmsGateway => ({
  async send(sms) {
    await mkdir(folder, { recursive: true })
    const file = join(folder, `${sms.reference}.json`)
    await writeFile(`${file}.part`, `${JSON.stringify(sms)}\n`, { mode: 0o600 })
    await rename(`${file}.part`, file)
    return 'delivered'
  },
})

type Call = typeof callOut

/** A gateway over HTTPS: one JSON a text, with the reference by which it keeps one. */
export const httpSms = (
  { url, key, hosts }: { url: string; key: string; hosts: readonly string[] },
  call: Call = callOut,
): SmsGateway => ({
  async send(sms) {
    const answer = await call(url, {
      method: 'POST',
      hosts,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        'idempotency-key': sms.reference,
      },
      body: JSON.stringify(sms),
    })
    // 409: it has this reference already, so she has it once.
    if ((answer.status >= 200 && answer.status < 300) || answer.status === 409) return 'handedOver'
    if (answer.status === 400 || answer.status === 404 || answer.status === 422)
      throw new SmsRefused(`the gateway answered ${answer.status}`)
    throw new Error(`the gateway answered ${answer.status}`)
  },
})

export interface SmsChoice {
  gateway: SmsGateway | undefined
  sender: string
}

/**
 * The demonstration puts texts in a folder. In operation somebody must choose: an address, or off. The sender's name is
 * looked through before anything starts.
 */
export const smsFor = async (
  { demo, dataFolder }: { demo: boolean; dataFolder: string },
  names: readonly string[],
  env: Record<string, string | undefined> = process.env,
): Promise<SmsChoice> => {
  const sender = env.BROBYGGER_SMS_FROM ?? 'Aftale'
  const [fault] = senderFaults(sender, names)
  if (fault) throw new PlainFault(`BROBYGGER_SMS_FROM: ${fault}`)
  const chosen = env.BROBYGGER_SMS ?? (demo ? 'folder' : undefined)
  if (chosen === 'off') return { gateway: undefined, sender }
  if (chosen === 'folder' && demo) return { gateway: folderSms(join(dataFolder, 'sms')), sender }
  if (!chosen?.startsWith('https://') || !URL.canParse(chosen))
    throw new PlainFault(
      'Sæt BROBYGGER_SMS til en adresse, der begynder med https://, eller til off: så bliver der ikke sendt sms.',
    )
  if (!env.BROBYGGER_SMS_KEY_FILE)
    throw new PlainFault('Sæt BROBYGGER_SMS_KEY_FILE til filen med nøglen til den, der sender sms.')
  let key: string
  try {
    key = (await readFile(env.BROBYGGER_SMS_KEY_FILE, 'utf8')).trim()
  } catch {
    throw new PlainFault(`Filen i BROBYGGER_SMS_KEY_FILE kan ikke læses: ${env.BROBYGGER_SMS_KEY_FILE}`)
  }
  if (!key) throw new PlainFault('Filen i BROBYGGER_SMS_KEY_FILE er tom.')
  return { gateway: httpSms({ url: chosen, key, hosts: [new URL(chosen).hostname] }), sender }
}
