// Long texts are written as they will be read. The editor is large, so it comes only to pages that
// have such a text; until then, and where it does not come, there is the text area.
import { enhance } from './enhance.js';

enhance('textarea[data-rich-text]', (textarea) => {
  if (!(textarea instanceof HTMLTextAreaElement) || textarea.disabled) return;
  import('./rich-text.min.js').then(
    ({ startRichText }) => startRichText(textarea),
    () => undefined,
  );
});
