import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { PlainFault } from '../kernel/refusal.ts'
import { openStream, sealStream } from './sealed-stream.ts'

const key = randomBytes(32)
const all = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
const sealed = (content: Buffer, name = 'a') => all(sealStream([content], key, name))
const opened = (content: Buffer, own = key, name = 'a') => all(openStream([content], own, name))
const refusesIt = (work: Promise<unknown>) =>
  assert.rejects(work, (fault: Error) => fault instanceof PlainFault && /kan ikke åbnes/.test(fault.message))

const chunk = (1 << 20) + 16
const head = 24

test('What was sealed comes out as it was, whatever its length and however it arrives', async () => {
  for (const length of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20]) {
    const content = randomBytes(length)
    const shut = await sealed(content)
    assert.deepEqual(await opened(shut), content)
    const dripping = async function* () {
      for (let at = 0; at < shut.length; at += 70_001) yield shut.subarray(at, at + 70_001)
    }
    assert.deepEqual(await all(openStream(dripping(), key, 'a')), content)
  }
})

test('One byte changed anywhere, a cut anywhere, another key or another name: it does not open', async () => {
  const shut = await sealed(randomBytes(5_000))
  await fc.assert(
    fc.asyncProperty(fc.nat(shut.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(shut)
      changed[at] = (changed[at] ?? 0) ^ change
      await refusesIt(opened(changed))
      await refusesIt(opened(shut.subarray(0, at)))
    }),
    { numRuns: 200 },
  )
  await refusesIt(opened(shut, randomBytes(32)))
  await refusesIt(opened(shut, key, 'b'))
  await refusesIt(opened(Buffer.concat([shut, Buffer.from('x')])))
})

test('Pieces that are left out, doubled, moved or taken from another file do not open', async () => {
  const [one, two] = [await sealed(randomBytes(3 << 20)), await sealed(randomBytes(3 << 20))]
  const cut = (file: Buffer) => [0, 1, 2].map(n => file.subarray(head + n * chunk, head + (n + 1) * chunk))
  const [a, b, c] = cut(one) as [Buffer, Buffer, Buffer]
  const front = one.subarray(0, head)
  const [x] = cut(two) as [Buffer, Buffer, Buffer]
  for (const parts of [[a, b], [a], [], [b, a, c], [a, c], [a, a, b, c], [x, b, c]])
    await refusesIt(opened(Buffer.concat([front, ...parts])))
  await opened(Buffer.concat([front, a, b, c]))
})
