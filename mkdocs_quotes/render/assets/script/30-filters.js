// Filters above a list of quotations: year, text and kind, as far as its quotations differ in them.
whenReady(() => each(".mq-quotations[data-filter]", list => {
  if (one(".mq-filters", list)) return
  const [all, shown, note, ...names] = texts(list.dataset.filter)
  const kinds = new Map(texts(list.dataset.kinds).map(pair => pair.split(":")))
  const items = every(".mq-quotation", list), line = status(), chosen = []
  const form = make("form", {
    className: "mq-filters",
    onsubmit: () => false,
    onchange() {
      items.forEach(item => (item.hidden = !chosen.every(fits => fits(item))))
      line.textContent = fill(shown, { shown: items.filter(item => !item.hidden).length, all: items.length })
    },
  });
  [
    item => one("time", item)?.dateTime.slice(0, 4),
    item => one(".mq-place", item).textContent,
    item => kinds.get(item.dataset.kind),
  ].forEach((value, index) => {
    const options = new Set(items.map(value).filter(Boolean))
    if (options.size < 2) return
    const select = make("select", {}, ...["", ...options].map(name => make("option", { value: name }, name || all)))
    chosen.push(item => !select.value || value(item) === select.value)
    form.append(make("label", {}, names[index], " ", select))
  })
  if (!chosen.length) return
  form.append(line, make("small", {}, note))
  list.prepend(form)
}))
