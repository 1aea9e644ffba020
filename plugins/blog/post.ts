import { itemType, terms } from '@trovato/plugin-sdk';
import { image, longText, text } from '@trovato/plugin-sdk/fields';

export const picture = image('image')
  .labelled('Picture', 'hidden')
  .help('Stands above the text, and in the list of posts.');
export const summary = text('summary')
  .labelled('Summary', 'hidden')
  .help('One or two sentences that make people want to read on. The list of posts shows it.')
  .settings({ max_length: 400 })
  .inTeaser();
export const body = longText('body').labelled('Text', 'hidden').required();
export const tags = terms('tags').labelled('Tags', 'inline').many();

/** The permission to have a blog of one's own. */
export const KEEP = 'keep own blog';

/** What a post is made of. */
export const post = itemType('blog', 'Blog post')
  .description('Something to read, with a picture and tags. The blog lists it.')
  .settings({ published: true, promoted: false, byline: true })
  .field(picture)
  .field(summary)
  .field(body)
  .field(tags);
