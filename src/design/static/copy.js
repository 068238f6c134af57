// One press copies a text and says so. Without this script the text can still be marked and copied.
for (const button of document.querySelectorAll('[data-copy]')) {
  const text = document.getElementById(button.dataset.copy)
  const status = document.getElementById(`${button.dataset.copy}-status`)
  button.hidden = false
  if ('copyFirst' in button.dataset) button.focus()
  button.addEventListener('click', async () => {
    text.select()
    try {
      await navigator.clipboard.writeText(text.value)
      status.textContent = 'Teksten er kopieret.'
    } catch {
      text.focus()
      status.textContent = 'Teksten er markeret. Tryk Ctrl og C.'
    }
  })
}
