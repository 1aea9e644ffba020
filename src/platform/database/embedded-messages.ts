/** What is handed to the worker when it starts. */
export interface WorkerStart {
  /** The folder of the database; undefined: in memory. */
  readonly folder: string | undefined;
  /** A tar of a database folder to begin with. */
  readonly image: Uint8Array<ArrayBuffer> | undefined;
}

/** What is asked of the worker. */
export type WorkerRequest =
  | { readonly kind: 'send'; readonly block: Uint8Array }
  | { readonly kind: 'dump' }
  | { readonly kind: 'close' };

/** What the worker answers: one for each request, in their order, after a first `ready`. */
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly message: string };
