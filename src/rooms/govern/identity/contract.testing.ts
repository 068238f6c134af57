import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked, IdentityProvider, Said } from './provider.ts'

/** What the contract test needs of an adapter: somebody at the other end who answers rightly, or wrongly. */
export interface Counterpart {
  provider: IdentityProvider
  /** The answer to a question as this person's browser would bring it back. */
  answer(
    asked: Asked,
    subject: string,
    wrong?: 'signature' | 'audience' | 'issuer' | 'expired' | 'early' | 'low' | 'unstated',
  ): URL
  /** The counterpart says no, or the person breaks off. */
  refusal(asked: Asked): URL
}

const callback = 'https://hus.example/log-ind/svar/prøve'

/** What every adapter behind the port keeps, whatever language it speaks with the other end. */
export const identityContract = (name: string, open: () => Promise<Counterpart>): void => {
  const ask = async (provider: IdentityProvider): Promise<Asked> => {
    const asked = await provider.begin(callback, { fresh: false })
    assert.ok('address' in asked)
    return asked
  }
  const refused = (said: Said, why?: string) => {
    assert.equal(said.ok, false)
    if (why && !said.ok) assert.equal(said.why, why)
  }

  test(`${name}: a good answer names issuer, subject and level, and the same person is the same subject again`, async () => {
    const { provider, answer } = await open()
    const said: Said[] = []
    for (let time = 0; time < 2; time++) {
      const asked = await ask(provider)
      said.push(await provider.finish(answer(asked, 'person-1'), asked.remember))
    }
    assert.deepEqual(said[0], { ok: true, issuer: provider.issuer, subject: 'person-1', level: 'substantial' })
    assert.deepEqual(said[1], said[0])
  })

  test(`${name}: each question is another, and nothing secret travels through the browser`, async () => {
    const { provider } = await open()
    const [first, second] = [await ask(provider), await ask(provider)]
    assert.notEqual(first.state, second.state)
    assert.ok(first.state.length >= 22, 'too many to guess')
    const { verifier } = first.remember
    if (verifier) assert.ok(!first.address.includes(verifier))
  })

  test(`${name}: an answer to another question is not believed`, async () => {
    const { provider, answer } = await open()
    const [mine, theirs] = [await ask(provider), await ask(provider)]
    refused(await provider.finish(answer(theirs, 'person-2'), mine.remember), 'answer')
  })

  for (const [wrong, why] of [
    ['signature', 'token'],
    ['audience', 'token'],
    ['issuer', 'token'],
    ['expired', 'time'],
    ['early', 'time'],
    ['low', 'level'],
    ['unstated', 'level'],
  ] as const)
    test(`${name}: an answer that is wrong in its ${wrong} is not believed`, async () => {
      const { provider, answer } = await open()
      const asked = await ask(provider)
      refused(await provider.finish(answer(asked, 'person-1', wrong), asked.remember), why)
    })

  test(`${name}: an answer serves once`, async () => {
    const { provider, answer } = await open()
    const asked = await ask(provider)
    const url = answer(asked, 'person-1')
    assert.equal((await provider.finish(url, asked.remember)).ok, true)
    refused(await provider.finish(url, asked.remember), 'answer')
  })

  test(`${name}: a no from the other end is a no here, with nothing thrown`, async () => {
    const { provider, refusal } = await open()
    const asked = await ask(provider)
    refused(await provider.finish(refusal(asked), asked.remember), 'declined')
    refused(await provider.finish(new URL(callback), asked.remember))
  })
}
