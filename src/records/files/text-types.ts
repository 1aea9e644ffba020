/** Text has no signature: what kind of text it is, only its name can say. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  geojson: 'application/geo+json',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  yml: 'application/yaml',
  yaml: 'application/yaml',
  toml: 'application/toml',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  gpx: 'application/gpx+xml',
  kml: 'application/vnd.google-earth.kml+xml',
  tex: 'application/x-tex',
  bib: 'application/x-bibtex',
};

/** The type of a text file with this extension; undefined when no text file is called so. */
export function textType(extension: string): string | undefined {
  return Object.hasOwn(TEXT_TYPES, extension) ? TEXT_TYPES[extension] : undefined;
}
