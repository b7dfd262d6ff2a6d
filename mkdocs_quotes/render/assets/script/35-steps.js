// Step from quotation to quotation. No theme has these keys; who does not want them can turn them off.
const stored = value => {
  try {
    if (value) localStorage.mqKeys = value
    return localStorage.mqKeys
  } catch {} // a browser that keeps nothing
}
on("keydown", event => {
  const { key, target, altKey, ctrlKey, metaKey } = event
  const step = { j: 1, k: -1 }[key]
  const all = every(".mq-words[id^=q-]")
  if (!step || !all[0] || altKey || ctrlKey || metaKey || stored() === "off") return
  if (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select")) return
  const top = e => e.getBoundingClientRect().top
  // From where the reader is, unless the last step is still in sight.
  let at = all.findIndex(e => e.matches(".mq-now") && top(e) > -99 && top(e) < innerHeight)
  if (at < 0) {
    at = all.findIndex(e => top(e) > 80)
    if (at < 0) at = all.length
    if (step > 0) at--
  }
  const words = all[Math.max(0, Math.min(at + step, all.length - 1))]
  event.preventDefault()
  each(".mq-now", e => e.classList.remove("mq-now"))
  each(`.mq-words:is(#${words.id}, [data-for="${words.id}"])`, e => e.classList.add("mq-now"))
  words.scrollIntoView({ block: "center", behavior: "instant" })
  words.tabIndex = -1
  linkOf(words).focus({ preventScroll: true })
})
whenReady(() => each(".mq-keys", label => {
  const box = label.control
  box.checked = stored() !== "off"
  box.onchange = () => stored(box.checked ? "on" : "off")
  label.hidden = false
}))
