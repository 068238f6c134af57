/** What goes out of the house and when: contact rules, words that give nothing away, mail to colleagues. */
export { sendAccessLost, sendInvitation } from './access-mail.ts'
export { type Channel, mayContact, type Permission } from './contact.ts'
export { isDigestTime, noteNews, sendDigest, waitingForDigest } from './digest.ts'
export { gatewayFor, type Mail, type MailGateway, mailId } from './gateway.ts'
export { checkedOutgoing, type Lint, outgoingFaults } from './lint.ts'
export { stopNews } from './stop.ts'
