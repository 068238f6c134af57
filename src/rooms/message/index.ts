/** What goes out of the house and when: contact rules, words that give nothing away, mail to colleagues. */
export { sendAccessLost, sendInvitation } from './access-mail.ts'
export { checks } from './check.ts'
export { type Channel, mayContact, type Permission } from './contact.ts'
export { type Decision, decide, mustAsk, type Why, whyWords } from './decide.ts'
export { isDigestTime, noteNews, sendDigest, waitingForDigest } from './digest.ts'
export { gatewayFor, type Mail, type MailGateway, mailId } from './gateway.ts'
export { checkedOutgoing, type Lint, outgoingFaults, senderFaults, templateFaults } from './lint.ts'
export {
  followContactRule,
  mustAskHer,
  mustTellHer,
  noteTold,
  stopMessagesForLoss,
  tellAppointment,
  untellAppointment,
} from './queue.ts'
export { type AppointmentMessage, isUntold, messagesAbout, sayMatter, sayMessages, sayPlan } from './say.ts'
export { type SendParts, sendMessages } from './send.ts'
export { type Sms, type SmsGateway, SmsRefused, smsFor } from './sms.ts'
export { stopNews } from './stop.ts'
