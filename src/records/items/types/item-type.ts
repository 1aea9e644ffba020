import type { JsonObject } from '#base';
import type { ChosenWay } from '#grammar/fields';

/** The kind of an item. */
export interface ItemType {
  /** Machine name: `article`. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly hasTitle: boolean;
  readonly titleLabel: string;
  /** The plugin that brought it, if one did. */
  readonly plugin: string | null;
  readonly settings: ItemTypeSettings;
  /** In order of weight. */
  readonly fields: readonly Field[];
}

export interface ItemTypeSettings {
  /** New items are published unless said otherwise. */
  readonly published: boolean;
  /** New items are promoted to the front page unless said otherwise. */
  readonly promoted: boolean;
  /** Items show who wrote them and when. */
  readonly byline: boolean;
}

/** A field as it stands on one type: what `field_config` and `field_instance` say together. */
export interface Field {
  readonly name: string;
  readonly fieldType: string;
  /** -1 is any number of values. */
  readonly cardinality: number;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly weight: number;
  readonly widget: ChosenWay;
  readonly formatter: ChosenWay & {
    readonly label: 'above' | 'inline' | 'hidden';
    /** Shown in teasers too. */
    readonly teaser: boolean;
    /**
     * How teasers show it; null: as in full; missing: as its field type has it, which is so for
     * what was stored before there was a choice.
     */
    readonly teaser_as?: ChosenWay | null;
  };
  /** Settings of the field (allowed values, lengths, targets). */
  readonly settings: JsonObject;
}
