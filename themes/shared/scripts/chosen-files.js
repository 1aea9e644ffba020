// A part of a form is asked for without the files that are chosen: they stay in the page. What is
// sent names their inputs, so that a page that takes the form's place can say that they are gone.

document.addEventListener('htmx:config:request', (event) => {
  if (!(event instanceof CustomEvent)) return;
  const { sourceElement, request } = event.detail.ctx;
  const { body } = request;
  const encoding = sourceElement.getAttribute('hx-encoding');
  if (encoding !== 'application/x-www-form-urlencoded' || !(body instanceof FormData)) return;
  for (const [name, value] of [...body]) {
    if (!(value instanceof File)) continue;
    body.delete(name);
    // An input in which nothing was chosen has a file without a name.
    if (value.name !== '') body.append('_chosen', name);
  }
});
