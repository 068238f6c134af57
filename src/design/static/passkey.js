// Passkeys. Without this script, or in a browser that has none, the parts below stay hidden and the other ways are there.
const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0))
const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const keysOf = list => list?.map(key => ({ ...key, id: bytes(key.id) }))

const signIn = async form => {
  const answer = await fetch('/log-ind/noegle/begyndelse', { method: 'POST' })
  if (!answer.ok) throw new Error(String(answer.status))
  const { key, options } = await answer.json()
  const found = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: keysOf(options.allowCredentials) },
  })
  form.elements.noegle.value = key
  form.elements.delt.value = document.getElementById('delt-kode')?.checked ? 'ja' : ''
  return {
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    clientExtensionResults: found.getClientExtensionResults(),
    response: {
      clientDataJSON: text(found.response.clientDataJSON),
      authenticatorData: text(found.response.authenticatorData),
      signature: text(found.response.signature),
      userHandle: found.response.userHandle ? text(found.response.userHandle) : undefined,
    },
  }
}

const make = async form => {
  const options = JSON.parse(form.closest('[data-passkey]').dataset.options)
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: keysOf(options.excludeCredentials),
    },
  })
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  }
}

if (window.PublicKeyCredential)
  for (const part of document.querySelectorAll('[data-passkey]')) {
    part.hidden = false
    for (const other of document.querySelectorAll('[data-without-passkey]')) other.hidden = true
    const form = part.querySelector('form')
    const status = part.querySelector('[data-passkey-status]')
    form.addEventListener('submit', async event => {
      event.preventDefault()
      status.textContent = 'Vent på din nøgle …'
      try {
        const answer = await (part.dataset.passkey === 'login' ? signIn(form) : make(form))
        form.elements.svar.value = JSON.stringify(answer)
        form.submit()
      } catch {
        status.textContent = 'Nøglen svarede ikke. Prøv igen, eller log ind på en anden måde.'
      }
    })
  }
