// The page that searches all quotations. What is looked for stands in the address, so that it can be linked to.
// Themes with instant navigation run this again with each visit.
(() => {
"use strict"
const form = document.querySelector(".mq-search form[hidden]")
if (!form) return
const FEW = 8, MANY = 20, STEP = 20, LONG = 90
const { find, sort, more } = form.elements, part = selector => form.querySelector(selector)
const line = part("output"), list = part("ol"), filters = part("details")
const [found, none, all, fewer, narrow, quoted] = form.dataset.words.split("|")
let engine, results, shown, timer, sorted, turn = 0

const make = (tag, values, ...inside) => {
  const element = Object.assign(document.createElement(tag), values)
  element.append(...inside)
  return element
}
const fold = words => words.normalize("NFKD").replace(/[^\p{L}\p{N}\s]/gu, "").toLowerCase()
const link = (path, name) => make("a", { href: new URL(form.dataset.root + path, document.baseURI) }, name)

const facets = [...form.querySelectorAll("fieldset")].map(box => {
  const facet = { name: box.name, chosen: new Set(), list: make("div"), rows: {} }
  facet.field = make("input", { type: "search", ariaLabel: narrow, placeholder: narrow, oninput: () => draw(facet) })
  facet.toggle = make("button", {
    type: "button",
    onclick() {
      facet.open = !facet.open
      facet.field.value = ""
      draw(facet)
    },
  })
  box.append(facet.field, facet.list, facet.toggle)
  return facet
})
const draw = (facet, counts = facet.counts) => {
  const { chosen, open, field, toggle, list, rows } = facet
  const weight = value => (facet.name === "year" ? value | 0 : counts[value] || 0)
  const values = [...new Set([...Object.keys(counts).filter(value => counts[value]), ...chosen])]
    .sort((a, b) => weight(b) - weight(a) || a.localeCompare(b))
  const labels = values.filter((value, place) => chosen.has(value) ||
    (open ? fold(value).includes(fold(field.value)) : place < FEW)).map(value => {
    // Made once, so that it keeps the focus while the counts change.
    const label = rows[value] ||= make("label", { dir: "auto" }, make("input", {
      type: "checkbox",
      onchange() {
        facet.chosen[this.checked ? "add" : "delete"](value)
        look()
      },
    }), value, make("span", { className: "mq-count" }))
    label.firstChild.checked = chosen.has(value)
    label.lastChild.textContent = counts[value] || 0
    return label
  })
  facet.counts = counts
  field.hidden = !open || values.length <= MANY
  toggle.hidden = values.length <= FEW
  toggle.ariaExpanded = !!open
  toggle.textContent = open ? fewer : all.replace("{n}", values.length)
  // What is moved loses the focus.
  if (labels.length !== list.children.length || labels.some((label, place) => list.children[place] !== label)) {
    const focused = list.querySelector(":focus")
    list.replaceChildren(...labels)
    focused?.focus()
  }
}

// As Pagefind counts them; its larger edition divides scripts without blanks by a sign that nobody sees.
const gap = "\u200b"
const wordsOf = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").split(text.includes(gap) ? gap : /\s+/)
const hit = ({ raw_content, locations, anchors }) => {
  const { by, speaker, title, place, date, day, note, language: lang } = JSON.parse(anchors[0].id)
  const words = wordsOf(raw_content), marked = new Set(locations), first = Math.min(...locations, words.length)
  const blank = raw_content.includes(gap) ? "" : " "
  // Of long words those around the first that was looked for.
  const from = words.length > LONG && locations.length ? Math.max(0, first - LONG / 3) : 0
  const said = words.slice(from, from + LONG).flatMap((word, place) =>
    [place ? blank : "", marked.has(from + place) ? make("mark", {}, word) : word])
  const [before, behind] = quoted.split("{words}")
  return make("li", { className: "mq-quotation" + (note ? " mq-disputed" : "") },
    make("p", { className: "mq-said", dir: "auto", lang }, before, from ? "… " : "", ...said,
      from + LONG < words.length ? " …" : "", behind),
    ...(note ? [make("p", { className: "mq-note" }, make("strong", {}, note))] : []),
    make("p", { className: "mq-source" }, link(speaker, by), " · ", link(place, title),
      ...(date ? [" · ", make("time", { dateTime: date }, day)] : [])))
}
// For a word that stands nowhere Pagefind takes the longest one that it begins with: "archive" finds "a".
const isStray = (term, { raw_content, locations, meta }) => {
  const words = wordsOf(raw_content), there = locations.map(place => fold(words[place]))
  const names = fold(meta.by || "").split(/\s+/)
  return fold(term).split(/\s+/).some(asked => {
    const isShort = word => asked.startsWith(word) && asked.length > word.length + (word[2] ? 4 : 1)
    return there.some(isShort) && ![...there, ...names]
      .some(word => word.startsWith(asked.slice(0, 3)) && !isShort(word))
  })
}

const show = async (until, fresh) => {
  const mine = turn
  const data = await Promise.all(results.slice(fresh ? 0 : shown, until).map(result => result.data()))
  if (mine !== turn) return
  const items = data.map(hit)
  if (fresh) list.replaceChildren()
  list.append(...items)
  shown = Math.min(until, results.length)
  list.ariaBusy = false
  more.hidden = shown >= results.length
  const asked = new URLSearchParams(), put = (name, value) => value && asked.append(name, value)
  put("find", find.value.trim())
  facets.forEach(({ name, chosen }) => chosen.forEach(value => put(name, value)))
  put("sort", sorted)
  put("page", shown > STEP && Math.ceil(shown / STEP))
  // What the theme keeps there of its own stays.
  const to = new URL(location)
  to.search = asked
  history.replaceState(history.state, "", to)
  return items
}
const look = async (until = STEP) => {
  clearTimeout(timer)
  list.ariaBusy = true
  const mine = ++turn, term = find.value.trim() || null
  // Where no words are looked for, none match better than others.
  const order = sort.value = sorted && (term || sorted !== "match") ? sorted : term ? "match" : "newest"
  const chosen = facets.filter(facet => facet.chosen.size)
  // The counts of a facet are what each of its values would give: its own choice does not count.
  const ask = without => engine.search(term, {
    filters: Object.fromEntries(chosen.filter(facet => facet !== without)
      .map(facet => [facet.name, { any: [...facet.chosen] }])),
    sort: order === "match" ? {} : { [order]: "asc" },
  })
  let [answer, ...others] = await Promise.all([ask(), ...chosen.map(ask)])
  const [best] = answer.results
  if (term && best && isStray(term, await best.data())) answer = { results: others = [], filters: {} }
  if (mine !== turn) return
  results = answer.results
  facets.forEach(facet => draw(facet, (others[chosen.indexOf(facet)] || answer).filters[facet.name] || {}))
  line.textContent = results.length ? found.replace("{n}", results.length) : none
  await show(until, true)
}

form.onsubmit = event => {
  event.preventDefault()
  look()
}
find.oninput = () => {
  clearTimeout(timer)
  timer = setTimeout(look, 250)
}
sort.onchange = () => {
  sorted = sort.value
  look()
}
form.onreset = () => {
  facets.forEach(facet => facet.chosen.clear())
  sorted = ""
  setTimeout(look)
}
more.onclick = async () => {
  const items = await show(shown + STEP)
  // The button may be gone; whoever reads on, reads on there.
  items?.[0].querySelector("a").focus()
}
import(new URL(form.dataset.index, document.baseURI)).then(async loaded => {
  engine = loaded
  await engine.filters()
  const asked = new URLSearchParams(location.search)
  find.value = asked.get("find") || ""
  sort.value = asked.get("sort")
  sorted = sort.value
  facets.forEach(facet => asked.getAll(facet.name).forEach(value => facet.chosen.add(value)))
  filters.open = form.parentElement.clientWidth > 640 || facets.some(facet => facet.chosen.size)
  await look(STEP * Math.max(1, asked.get("page") | 0))
  form.hidden = false
}).catch(() => (form.nextElementSibling.hidden = false))
})()
