import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlainFault } from '../../kernel/refusal.ts'

export interface Mail {
  /** The same mail sent again has the same id: the receiving side, or the folder, keeps one. */
  id: string
  to: string
  subject: string
  text: string
  at: Date
}

/** Where mail leaves the house. Throws when it did not leave; the sender then tries again later. */
export interface MailGateway {
  send(mail: Mail): Promise<void>
}

const header = (name: string, value: string): string => {
  // A line break in a header would begin a header of somebody else's making.
  if (/\p{Cc}/u.test(value)) throw new Error(`${name} of a mail holds a control character`)
  const safe = /^[\x20-\x7e]*$/.test(value) ? value : `=?utf-8?B?${Buffer.from(value).toString('base64')}?=`
  return `${name}: ${safe}`
}

/** A mail as a file that mail programs open. */
export const asEml = (mail: Mail, from: string): string =>
  [
    header('From', from),
    header('To', mail.to),
    header('Subject', mail.subject),
    header('Date', mail.at.toUTCString()),
    header('Message-ID', `<${mail.id}@brobygger>`),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(mail.text).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '',
  ].join('\r\n')

/** Puts every mail in a folder as a file; the same mail again is the same file. */
export const folderGateway = (folder: string, from = 'no-reply@example.org'): MailGateway => ({
  async send(mail) {
    await mkdir(folder, { recursive: true })
    const file = join(folder, `${mail.id}.eml`)
    // Written aside and renamed, so that whoever empties the folder never reads half a mail.
    await writeFile(`${file}.part`, asEml(mail, from), { mode: 0o600 })
    await rename(`${file}.part`, file)
  },
})

export const mailId = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)

/**
 * The demonstration puts mail in a folder. In operation somebody must choose: BROBYGGER_MAIL=folder hands the files to a
 * mail server beside it; anything else does not start, so that no mail is lost in silence.
 */
export const gatewayFor = (
  { demo, dataFolder }: { demo: boolean; dataFolder: string },
  env: Record<string, string | undefined> = process.env,
): MailGateway => {
  const chosen = env.BROBYGGER_MAIL ?? (demo ? 'folder' : undefined)
  if (chosen !== 'folder')
    throw new PlainFault(
      'Sæt BROBYGGER_MAIL=folder: så lægges mails i mappen mail i datamappen, hvor en mailserver henter dem. Andet kan vi ikke endnu.',
    )
  return folderGateway(join(dataFolder, 'mail'), env.BROBYGGER_MAIL_FROM)
}
