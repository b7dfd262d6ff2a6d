// Every part of the script registers what it does to a page. Themes with instant navigation replace the page
// without loading it: then all of it is done again, so what is done must allow for that.
const parts = []
const one = (selector, root = document) => root.querySelector(selector)
const every = (selector, root = document) => [...root.querySelectorAll(selector)]
const each = (selector, act, root) => every(selector, root).forEach(act)
const whenReady = part => parts.push(part)
