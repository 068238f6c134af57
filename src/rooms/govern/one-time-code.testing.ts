import { Secret, TOTP } from 'otpauth'

/** What Lone's authenticator shows at this moment. */
export const otpAt = (secret: string, now: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
