import type { DeclaredField, Declaring } from '../fields/field.ts';
import { reference } from '../fields/index.ts';

/** An item type as a plugin brings it, in the words of the kernel. */
export interface DeclaredType {
  readonly type: string;
  readonly name: string;
  readonly description?: string;
  readonly has_title?: boolean;
  readonly title_label?: string;
  readonly settings?: {
    readonly published?: boolean;
    readonly promoted?: boolean;
    readonly byline?: boolean;
  };
  readonly fields: readonly DeclaredField[];
}

/** An item type that is being described; each function answers another one. */
export interface TypeBuilder {
  readonly declared: DeclaredType;
  /** Helps those who add content to choose. */
  description(description: string): TypeBuilder;
  /** What the title is called. */
  title(label: string): TypeBuilder;
  /** The first field stands for the title in lists. */
  untitled(): TypeBuilder;
  /** How new content begins. */
  settings(settings: NonNullable<DeclaredType['settings']>): TypeBuilder;
  /** After those before: `longText('body').required()`. */
  field(field: Pick<Declaring<unknown>, 'declared'>): TypeBuilder;
}

/** A type of content that the plugin brings: `itemType('blog', 'Blog post')`. */
export function itemType(type: string, name: string): TypeBuilder {
  return builder({ type, name, fields: [] });
}

function builder(declared: DeclaredType): TypeBuilder {
  return {
    declared,
    description: (description) => builder({ ...declared, description }),
    title: (label) => builder({ ...declared, title_label: label }),
    untitled: () => builder({ ...declared, has_title: false }),
    settings: (settings) =>
      builder({ ...declared, settings: { ...declared.settings, ...settings } }),
    field: (field) => builder({ ...declared, fields: [...declared.fields, field.declared] }),
  };
}

/**
 * A field that points to terms of a vocabulary, which is made where there is none; new terms are
 * made while one types.
 */
export function terms(name: string, vocabulary = name) {
  return reference(name)
    .settings({ target_type: 'term', bundles: [vocabulary] })
    .widget('autocomplete')
    .shown('link');
}
