/** How sure a sign-in is, as NSIS names it: Lav, Betydelig, Høj. */
export type Level = 'low' | 'substantial' | 'high'
export type EnoughLevel = Exclude<Level, 'low'>

/** Why an answer was not believed. The page says little of it; the log says this word. */
export type IdentityFault =
  /** The person or the issuer broke off. */
  | 'declined'
  /** The answer does not belong to what was asked, or its code was used before. */
  | 'answer'
  /** Issuer, audience, nonce, signature or shape of the token. */
  | 'token'
  /** Expired, not valid yet, or issued at another time than now. */
  | 'time'
  /** Below the level the settings ask for, or none at all. */
  | 'level'
  /** The issuer does not answer, or is not what the settings say. */
  | 'unreachable'

export type Said =
  | { ok: true; issuer: string; subject: string; level: EnoughLevel }
  | { ok: false; why: IdentityFault; detail: string }

/** What is kept here while the person is at the issuer's, and given back unchanged; never sent to her browser. */
export type Remembered = Record<string, string>

export interface Asked {
  /** Where her browser is sent. */
  address: string
  /** Comes back with the answer, and finds what was remembered. */
  state: string
  remember: Remembered
}

/**
 * The port for whoever vouches for a person: a workplace's sign-in, or a broker for MitID. OpenID Connect is behind it
 * today; SAML fits behind the same (the contract test stands in contract.testing.ts). An adapter believes no answer but
 * the one to its own question, checks it here at the server, and names a subject that stays the same for ever.
 */
export interface IdentityProvider {
  /** Stands in addresses: small letters and hyphens. */
  readonly key: string
  /** As people know it. */
  readonly name: string
  readonly for: 'staff' | 'citizen'
  /** The key of the organisation whose staff it vouches for. */
  readonly organisation?: string
  readonly issuer: string
  /** `fresh`: she must show who she is now, whatever the issuer remembers of her browser. */
  begin(callback: string, options: { fresh: boolean }): Promise<Asked | { unreachable: string }>
  finish(answer: URL, remembered: Remembered): Promise<Said>
}
