// Lists of speakers: filter as you type, by kind and by text or folder; sort. The controls stand in the page, hidden.
const letters = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", "’": "'" }
const fold = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[łøđßæœı’]/g, letter => letters[letter])
whenReady(() => each(".mq-controls[hidden]", form => {
  const { q, k, c, s } = form, list = form.parentElement, sections = every(".mq-part", list)
  const line = one("output", form), sorted = make("ul", { className: "mq-speakers" })
  const items = sections.flatMap(section => every("li", section).map(li => ({
    li,
    home: li.parentElement,
    kind: section.dataset.kind,
    words: fold(li.textContent + (li.dataset.a || "")),
    n: -every(".mq-count", li).reduce((sum, count) => sum + +count.textContent, 0),
    t: -(li.dataset.t || "").replace(/-/g, "").padEnd(8, 0),
    places: (li.dataset.c || "").split(" "),
  })))
  sections[0].before(sorted)
  form.hidden = false
  form.onsubmit = () => false
  form.oninput = () => {
    const wanted = fold(q.value).split(" "), by = s.value
    const order = by ? [...items].sort((a, b) => a[by] - b[by]) : items
    const left = order.filter(item => {
      const fits = wanted.every(word => item.words.includes(word))
        && (!k?.value || k.value === item.kind) && (!c?.value || item.places.includes(c.value));
      (by ? sorted : item.home).append(item.li)
      return !(item.li.hidden = !fits)
    }).length
    sections.forEach(section => (section.hidden = !one("li:not([hidden])", section)))
    line.textContent = left ? fill(form.dataset.left, { n: left, total: items.length }) : form.dataset.none
  }
  if (q.value + s.value) form.oninput()
}))
