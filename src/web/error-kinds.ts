import { BadRequest, TrovatoError } from '#base';
import { FORM_TYPES } from './form-body.ts';
import { BadPath, BodyTooLarge, NothingAtPath, UnsupportedMediaType } from './web-errors.ts';

/**
 * What went wrong as one of the errors that are answered on purpose; undefined for a fault of
 * ours. The HTTP server's own errors are said in our words.
 */
export function knownError(error: unknown, bodyLimit: number): TrovatoError | undefined {
  if (error instanceof TrovatoError) return error;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'FST_ERR_BAD_URL':
      return new BadPath();
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new NothingAtPath();
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return new BodyTooLarge(bodyLimit);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      // The API says itself what each of its addresses takes.
      return new UnsupportedMediaType(FORM_TYPES);
    default:
      return String(error.code).startsWith('FST_') && 'statusCode' in error && isClients(error)
        ? new BadRequest('web.bad_body', 'The body of the request is broken or incomplete.', {
            cause: error,
          })
        : undefined;
  }
}

function isClients({ statusCode }: { statusCode: unknown }): boolean {
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}
