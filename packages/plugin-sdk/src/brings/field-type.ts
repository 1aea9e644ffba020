import type { Json, JsonObject } from '../json.ts';

/** A field type as a plugin brings it, in the words of the kernel. */
export interface DeclaredFieldType {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly base: string;
  readonly icon?: string;
  readonly settings?: JsonObject;
}

/** A field type that is being described. */
export interface FieldTypeBuilder {
  readonly declared: DeclaredFieldType;
  /** Of which type of the kernel it is, with the settings that nobody changes. */
  of(base: string, settings?: { readonly [name: string]: Json }): FieldTypeBuilder;
  /** A sign of the Lucide set. */
  icon(icon: string): FieldTypeBuilder;
}

/**
 * A type of fields that the plugin brings, for its types and those of others. Its name begins with
 * that of the plugin: `fieldType('blog_mood', 'Mood', 'How one felt.').of('text', { max_length: 30 })`.
 */
export function fieldType(name: string, label: string, description: string): FieldTypeBuilder {
  return builder({ name, label, description, base: 'text' });
}

function builder(declared: DeclaredFieldType): FieldTypeBuilder {
  return {
    declared,
    of: (base, settings = {}) => builder({ ...declared, base, settings }),
    icon: (icon) => builder({ ...declared, icon }),
  };
}
