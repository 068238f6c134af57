export const concernStates = ['decided', 'sent', 'received', 'concluded'] as const
export type ConcernState = (typeof concernStates)[number]
export type ConcernVerb = 'decide' | 'send' | 'sendAgain' | 'receive' | 'conclude'

/** All moves, here and again in the database. None of them waits for anybody else. */
export const concernMoves: readonly { from: ConcernState | 'none'; verb: ConcernVerb; to: ConcernState }[] = [
  { from: 'none', verb: 'decide', to: 'decided' },
  { from: 'decided', verb: 'send', to: 'sent' },
  { from: 'sent', verb: 'sendAgain', to: 'sent' },
  { from: 'sent', verb: 'receive', to: 'received' },
  { from: 'sent', verb: 'conclude', to: 'concluded' },
  { from: 'received', verb: 'conclude', to: 'concluded' },
]

export const moveConcern = (from: ConcernState | 'none', verb: ConcernVerb): ConcernState | undefined =>
  concernMoves.find(one => one.from === from && one.verb === verb)?.to

/** The ways a notification leaves the house. A phone call alone is none: it is followed in writing. */
export const channels = ['digitalPost', 'secureMail', 'phoneThenWriting'] as const
export type Channel = (typeof channels)[number]
export const channelWords: Record<Channel, string> = {
  digitalPost: 'Digital Post til kommunen',
  secureMail: 'Sikker mail til kommunen',
  phoneThenWriting: 'Telefon, fulgt op skriftligt',
}
export const stateWords: Record<ConcernState, string> = {
  decided: 'Besluttet, ikke sendt endnu',
  sent: 'Sendt, venter på kvittering',
  received: 'Kommunen har kvitteret',
  concluded: 'Kommunen har svaret',
}
