// Saves a form while it is written in: every ten seconds when something has changed, and on leaving the page.
for (const form of document.querySelectorAll('form[data-draft]')) {
  const status = form.querySelector('[data-draft-status]')
  const written = () => new URLSearchParams(new FormData(form)).toString()
  let saved = written()
  let busy = false
  let sent = false

  // Only a changed text is announced, so a screen reader hears it once a minute at most.
  const say = text => {
    if (status && status.textContent !== text) status.textContent = text
  }
  const save = async leaving => {
    const body = written()
    if (sent || busy || body === saved) return
    busy = true
    try {
      const answer = await fetch(form.dataset.draftAddress, {
        method: 'POST',
        body: new URLSearchParams(body),
        headers: { 'X-Form-Token': form.elements._token?.value ?? '' },
        // A leaving page may carry 64 KB at most; a longer draft was saved within the last ten seconds.
        keepalive: leaving && body.length < 60000,
      })
      if (!answer.ok) throw new Error(String(answer.status))
      saved = body
      const time = new Date().toLocaleTimeString('da-DK', { hour: '2-digit', minute: '2-digit' })
      say(`Kladde gemt kl. ${time}`)
    } catch {
      say('Kladden er ikke gemt. Vi prøver igen.')
    }
    busy = false
  }
  form.addEventListener('submit', () => {
    sent = true
  })
  // Back from the server by the back button: the form is alive again.
  addEventListener('pageshow', () => {
    sent = false
  })
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save(true)
  })
  addEventListener('pagehide', () => save(true))
  setInterval(() => save(false), 10_000)
}
