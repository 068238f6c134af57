import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { asEml, folderGateway, gatewayFor, mailId } from './gateway.ts'

const mail = {
  id: mailId('a', 'b'),
  to: 'karen@example.org',
  subject: 'Nyt på Brobygger: æøå',
  text: 'Der er nyt.',
  at: new Date('2026-11-23T14:00:00Z'),
}

test('A mail sent twice is one file, and no half file is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-mail-'))
  try {
    const gateway = folderGateway(join(folder, 'mail'))
    await gateway.send(mail)
    await gateway.send(mail)
    const files = await readdir(join(folder, 'mail'))
    assert.deepEqual(files, [`${mail.id}.eml`])
    const text = await readFile(join(folder, 'mail', `${mail.id}.eml`), 'utf8')
    assert.match(text, /^From: no-reply@example\.org\r\nTo: karen@example\.org\r\nSubject: =\?utf-8\?B\?/)
    assert.match(text, new RegExp(Buffer.from('Der er nyt.').toString('base64')))
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('A line break in an address makes no header', () => {
  assert.throws(
    () => asEml({ ...mail, to: 'a@example.org\r\nBcc: ond@example.org' }, 'x@example.org'),
    /control character/,
  )
})

test('In operation nobody starts without having chosen where mail goes', () => {
  assert.throws(() => gatewayFor({ demo: false, dataFolder: '/x' }, {}), /BROBYGGER_MAIL=folder/)
  assert.throws(() => gatewayFor({ demo: true, dataFolder: '/x' }, { BROBYGGER_MAIL: 'smtp' }), /BROBYGGER_MAIL=folder/)
  assert.ok(gatewayFor({ demo: false, dataFolder: '/x' }, { BROBYGGER_MAIL: 'folder' }))
  assert.ok(gatewayFor({ demo: true, dataFolder: '/x' }, {}))
})
