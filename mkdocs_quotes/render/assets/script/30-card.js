// The card beside a quotation, where the pointer or the keyboard is; it stands behind the link, for the tab key.
let card, shown, timer
const linkOf = words => one(`.mq-who[data-for="${words.id}"]`) || words
const hide = () => {
  clearTimeout(timer)
  if (!card) return
  // The link would open it again, were it not there still.
  if (card.contains(document.activeElement)) linkOf(shown).focus({ preventScroll: true })
  card.remove()
  card = 0
}
const place = (at, { clientX: x, clientY: y } = {}) => {
  // Below all the words, so as not to hide them; where there are many, below the line that is pointed at.
  const all = at.getBoundingClientRect()
  const box = all.height > 150 && [...at.getClientRects()].find(b => b.bottom > y) || all
  const { offsetWidth: width, offsetHeight: height, style } = card
  const within = (value, room) => Math.max(8, Math.min(value, room - 8)) + "px"
  style.left = within((x ?? box.left) - 24, document.documentElement.clientWidth - width)
  style.top = within(box.bottom + height < innerHeight - 8 ? box.bottom : box.top - height, innerHeight - height)
}
const show = (at, event) => {
  const words = document.getElementById(at.dataset.for || at.id)
  const form = one(".mq-card-form")
  if (!words || !form || card && words === shown) return
  hide()
  shown = words
  card = form.content.firstElementChild.cloneNode(true)
  const { speaker, about, repeats } = words.dataset
  const [name, facts, again, link] = card.children
  each(`.mq-cast [data-speaker="${speaker}"] :is(.mq-name, .mq-role)`, e => name.append(e.cloneNode(true), " "))
  facts.textContent = about
  again.href = "#" + repeats
  again.hidden = !repeats
  link.href = "#" + words.id
  linkOf(words).after(card)
  if (card.showPopover) {
    card.popover = "manual"
    card.showPopover()
  }
  card.dispatchEvent(new CustomEvent("mq-card", { bubbles: true, detail: words.id }))
  place(at, event)
}
const on = (name, act) => document.addEventListener(name, act, { capture: true })
const later = (act, wait) => timer = setTimeout(act, wait)
const marked = ".mq-words, .mq-who"
on("pointerover", event => {
  const { target } = event
  clearTimeout(timer)
  const at = target.closest(marked)
  if (card && card.contains(target)) return
  if (at) later(() => show(at, event), 200)
  else if (!one(".mq-card :focus, .mq-who:focus")) later(hide, 300)
})
on("click", event => {
  const { target } = event
  const link = target.closest("a, button")
  const at = target.closest(".mq-words")
  if (!link && card && card.contains(target)) return
  if (at && !link) show(at, event)
  else hide()
})
on("focusin", ({ target }) => {
  if (card && card.contains(target)) return
  if (target.matches(marked)) show(target)
  else hide()
})
on("keydown", ({ key }) => key === "Escape" && hide())
on("scroll", ({ target }) => card && !card.contains(target) && place(linkOf(shown)))
// The card says it better than the browser's own.
whenReady(() => one(".mq-card-form") && each(".mq-who", e => e.removeAttribute("title")))
