import { html, type SafeHtml } from '#grammar/render';

/** Tells whoever develops, in the place where something is missing, why it is. */
export function mistakeNotice(what: string, why: string): SafeHtml {
  return html`<div class="notice" data-tone="danger">
    <div class="notice-body">
      <p>${what}</p>
      <pre class="code" tabindex="0">${why}</pre>
    </div>
  </div>`;
}
