// Away at once, and the back button does not lead here again. Shift three times in a row does the same.
const way = document.querySelector('[data-exit]')
if (way) {
  const leave = () => {
    document.documentElement.hidden = true
    location.replace(way.href)
  }
  way.addEventListener('click', event => {
    event.preventDefault()
    leave()
  })
  let presses = 0
  addEventListener('keyup', event => {
    presses = event.key === 'Shift' ? presses + 1 : 0
    if (presses === 3) leave()
  })
  // A capital letter is Shift too: any other key or a touch starts the count again.
  addEventListener('keydown', event => {
    if (event.key !== 'Shift') presses = 0
  })
  addEventListener('pointerdown', () => {
    presses = 0
  })
}
