// Buttons for each quotation of a list: copy its words, its address, or a citation made from what the page says.
const make = (tag, values, ...inside) => {
  const element = Object.assign(document.createElement(tag), values)
  element.append(...inside)
  return element
}
const button = (name, onclick) => make("button", { type: "button", onclick }, name)
const status = () => make("span", { role: "status" })
const texts = value => (value || "").split("|")
const fill = (form, values) => form.replace(/\{(\w+)\}/g, (_, name) => values[name])
const joined = values => values.filter(Boolean).join(", ")
const copy = async (text, { target }, said) => {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Where the connection is not secure there is no clipboard; behind an open dialog nothing can be selected.
    const area = make("textarea", { value: text })
    target.after(area)
    area.select()
    document.execCommand("copy")
    area.remove()
    target.focus()
  }
  const line = one("[role=status]", target.parentElement)
  line.textContent = said
  setTimeout(() => (line.textContent = ""), 3000)
}
// Enough words at either end to find them by; a hyphen has a meaning of its own there.
const fragment = text => {
  const all = text.split(" ")
  const ends = all.length > 9 ? [all.slice(0, 4), all.slice(-4)] : [all]
  return ":~:text=" + ends.map(end => encodeURIComponent(end.join(" ")).replace(/-/g, "%2D"))
}
const facts = (list, item) => {
  const find = selector => one(selector, item)
  const place = find(".mq-place"), time = find("time"), { by, nobody, site } = list.dataset
  const marks = every("mark", item).map(mark => mark.textContent)
  return {
    words: marks.join(" … "),
    speaker: find(".mq-by")?.textContent || by || nobody,
    author: find(".mq-author")?.textContent,
    title: place.textContent,
    date: time?.textContent,
    iso: time?.dateTime,
    site,
    url: place.href,
    link: place.href + (place.hash ? "" : "#") + fragment(marks[0]),
  }
}
const dated = (iso, language) => new Date(iso).toLocaleDateString(language, {
  year: "numeric", month: iso[4] && "long", day: iso[7] && "numeric", timeZone: "UTC",
})
const citations = ({ cite, lang }, about) => {
  const { speaker, author, title, date, iso, site, url } = about
  // The day where the reader is.
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10)
  const [quoted, form] = texts(cite)
  const fields = { author, title, date: iso, organization: site, note: `Quotation: ${speaker}` }
  const escaped = text => text.replace(/([\\^~])|[{}$&#%_]/g, (sign, odd) => odd ? `{\\char\`\\${odd}}` : "\\" + sign)
  const lines = Object.entries(fields).map(([key, value]) => value && `  ${key} = {${escaped(value)}},\n`)
  return [
    fill(form, {
      ...about, source: joined([author, fill(quoted, { words: title }), date, site]), today: dated(today, lang),
    }),
    `@online{${url.split("#")[1]},\n${lines.filter(Boolean).join("")}  url = {${url}},\n  urldate = {${today}}\n}`,
    joined([speaker, author && `quoted in ${author}`, `“${title},” ${site}`, iso && dated(iso, "en-US"),
      `accessed ${dated(today, "en-US")}`, url]) + ".",
  ]
}
const cite = (list, about) => {
  const [, , title, said, label, close, plain] = texts(list.dataset.tools)
  const dialog = make("dialog", { className: "mq-cite", ariaLabel: title, onclose: () => dialog.remove() })
  citations(list.dataset, about).forEach((text, index) => dialog.append(
    make("p", {}, make("strong", {}, [plain, "BibTeX", "Chicago"][index]),
      button(label, event => copy(text, event, said)), status()),
    make("pre", {}, text)))
  dialog.append(make("p", {}, button(close, () => dialog.close())))
  list.append(dialog)
  dialog.showModal()
}
whenReady(() => each(".mq-quotations", list => {
  const [quotation, link, citation, said] = texts(list.dataset.tools), [quoted] = texts(list.dataset.cite)
  each(".mq-quotation", item => {
    if (one(".mq-tools", item)) return
    const about = facts(list, item), { speaker, author, title, date } = about
    const source = joined([speaker, author, fill(quoted, { words: title }), date])
    item.append(make("p", { className: "mq-tools" },
      button(quotation, event => copy(`${fill(quoted, about)} — ${source}`, event, said)),
      button(link, event => copy(about.link, event, said)),
      button(citation, () => cite(list, about)),
      status()))
  }, list)
}))
