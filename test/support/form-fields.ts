/** What the form with the id `form` in `html` sends as it stands, of its plain inputs. */
export function fieldsOf(html: string, form: string): Readonly<Record<string, string>> {
  const start = html.indexOf(`name="_form" value="${form}"`);
  if (start === -1) throw new Error(`the page has no form ${form}`);
  const part = html.slice(start, html.indexOf('</form>', start));
  const inputs = [...part.matchAll(/<input [^>]*name="([^"]+)" value="([^"]*)"[^>]*>/g)]
    .filter(([tag]) => !/type="(?:radio|checkbox)"/.test(tag) || / checked/.test(tag))
    .map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]);
  return { _form: form, ...Object.fromEntries(inputs) };
}
