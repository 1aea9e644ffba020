const MB = 1024 * 1024;

/** JSON that is sent to the API. */
export const API_LIMIT = MB;
/** Text of a form, however it is sent. */
export const FORM_LIMIT = 2 * MB;
/** One uploaded file; fields ask for less. */
export const UPLOAD_LIMIT = 256 * MB;
