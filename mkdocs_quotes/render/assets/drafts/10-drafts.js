// While the site is served: the card leads to the evidence, and the lines for corrections.yml can be copied.
document.addEventListener("mq-card", ({ target, detail }) => {
  const details = document.getElementById(detail.replace("q-", "draft-"))
  if (!details) return
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = "Evidence and correction"
  button.onclick = () => {
    details.open = true
    details.scrollIntoView({ block: "start", behavior: "instant" })
    details.firstElementChild.focus({ preventScroll: true })
  }
  target.append(" ", button)
})
document.addEventListener("click", async ({ target }) => {
  const button = target.closest(".mq-drafts button")
  if (!button) return
  const lines = button.parentElement.querySelector("pre")
  try {
    await navigator.clipboard.writeText(lines.textContent)
  } catch {
    getSelection().selectAllChildren(lines)
    document.execCommand("copy")
  }
  button.parentElement.querySelector("[role=status]").textContent = "Copied"
})
