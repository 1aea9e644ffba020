/** What a plugin adds to the look of a site. */
export interface Look {
  /**
   * Elements of its own by name, which begins with that of the plugin: `blog_card`. Each is drawn
   * by `templates/component--NAME.html`.
   */
  readonly components: {
    readonly [name: string]: {
      /** What it is, in a sentence. */
      readonly description: string;
      /** What its template is given, by name: `{ title: 'text' }`. */
      readonly values?: { readonly [name: string]: 'text' | 'number' | 'boolean' | 'list' };
    };
  };
}
