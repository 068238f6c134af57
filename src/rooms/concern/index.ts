/** Notification of concern: decided, sent, receipted. Nothing in this room waits for somebody's approval. */
export { bindChannel, folderChannel, type SecureChannel } from './channel.ts'
export { besideConcern } from './pages/beside.ts'
export { bindSaturday, receiptDue } from './receipt.ts'
export { followHolder as followConcerns } from './store.ts'
