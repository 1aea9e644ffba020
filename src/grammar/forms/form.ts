import type { Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { Message, Upload } from '#grammar/routes';
import type { FormAction, FormElements, FormValues } from './form-elements.ts';

/**
 * A form as data and three functions. Every form, the kernel's own too, goes the same way:
 * build → plugins change it → render → submit → validate (elements, the form, plugins) → submit
 * (the form, plugins). What plugins add to a form never reaches its own functions.
 */
export interface FormDefinition<Args> {
  /** `item_form`, `user_profile`: what plugins alter it by. */
  readonly id: string;
  /**
   * No plugin is asked about it: it decides about plugins, or one signs in by it to do so. Default
   * false.
   */
  readonly sealed?: boolean;
  /** `values` is what was submitted so far, when the form is built again; undefined at first. */
  build(ctx: RequestContext, args: Args, values: FormValues | undefined): Promise<FormTree>;
  /** Beyond what the elements check by themselves. */
  validate?(
    ctx: RequestContext,
    args: Args,
    values: FormValues,
    action: string,
  ): Promise<readonly Problem[]>;
  /** Called only when nothing is wrong. A thrown `InvalidInput` is shown as its problems. */
  submit(ctx: RequestContext, args: Args, values: FormValues, action: string): Promise<FormOutcome>;
}

export interface FormTree {
  readonly elements: FormElements;
  /** Name to button; the name is given to `submit` as `action`. */
  readonly actions: { readonly [name: string]: FormAction };
  /** GET forms (filters) have no token and are never "submitted". */
  readonly method?: 'get' | 'post';
  /** Warn before leaving with unsaved changes. */
  readonly warnOnLeave?: boolean;
  /** The buttons act on rows that are chosen in a table of the form (`data-select-row`). */
  readonly bulk?: boolean;
  /** Side panel layout when groups with look `side` are present is automatic. */
  readonly attributes?: { readonly [name: string]: string };
}

export type FormOutcome =
  | {
      readonly kind: 'redirect';
      readonly to: string;
      readonly messages?: readonly Message[];
      readonly session?: string | null;
    }
  /** Shows the form again, with what was entered, and `above` it (a preview, a conflict). */
  | { readonly kind: 'again'; readonly above?: Element; readonly problems?: readonly Problem[] };

/** Takes an uploaded file into the file store and answers its id; problems are thrown as `InvalidInput`. */
export type TakeUpload = (
  ctx: RequestContext,
  upload: Upload,
  limits: { extensions: readonly string[]; maxSize: number },
) => Promise<string>;
