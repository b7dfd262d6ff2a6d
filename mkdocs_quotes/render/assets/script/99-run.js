const run = () => parts.forEach(part => part())
if (window.document$) window.document$.subscribe(run)
else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run)
else run()
