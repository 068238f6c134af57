import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { mailAddressOf } from '../govern/index.ts'
import { type MailGateway, mailId } from './gateway.ts'
import { checkedOutgoing } from './lint.ts'

interface AccessMail {
  staff: Id
  /** What the mail is about: the same one again is the same mail. */
  about: Id
  at: Date
}

const send = async (
  db: Db,
  gateway: MailGateway,
  { staff, about, at }: AccessMail,
  kind: string,
  mail: { subject: string; text: string; host?: string },
): Promise<void> => {
  const to = await mailAddressOf(db, staff)
  if (!to) return
  const lint = { allowedHosts: mail.host ? [mail.host] : [] }
  await gateway.send({
    id: mailId(kind, db.actor.organisation, staff, about),
    to,
    subject: checkedOutgoing(mail.subject),
    text: checkedOutgoing(mail.text, lint),
    at,
  })
}

/** The link that lets a colleague choose how she signs in: once, and for three days. Nothing else stands in it. */
export const sendInvitation = (db: Db, gateway: MailGateway, mail: AccessMail, link: string): Promise<void> =>
  send(db, gateway, mail, 'invitation', {
    subject: 'Din invitation',
    text: `Du er inviteret til at logge ind. Åbn linket inden tre dage:\n\n${link}\n\nLinket virker én gang og er kun til dig. Har du ikke ventet det, så lad det være, og ring til din administrator.\n`,
    host: new URL(link).host.toLowerCase(),
  })

/** Tells both that somebody's way in was ended and replaced: whoever did not ask for it hears of it. */
export const sendAccessLost = async (
  db: Db,
  gateway: MailGateway,
  { staff, by, about, at }: AccessMail & { by: Id },
): Promise<void> => {
  await send(db, gateway, { staff, about, at }, 'access-lost', {
    subject: 'Din adgang er nulstillet',
    text: 'Din adgang er nulstillet af en administrator, og du får en invitation i en mail for sig. Har du ikke bedt om det, så ring til din leder med det samme.\n',
  })
  await send(db, gateway, { staff: by, about, at }, 'access-lost-by', {
    subject: 'Du har nulstillet en adgang',
    text: 'Du har nulstillet en kollegas adgang. Var det ikke dig, så log af alle steder, og ring til din leder med det samme.\n',
  })
}
