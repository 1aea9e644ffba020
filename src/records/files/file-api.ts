import { BadRequest, type FileId, parseId } from '#base';
import type { Endpoint, EndpointSource } from '#grammar/routes';
import { Type } from 'typebox';
import { FileNotFound } from './file-errors.ts';
import type { Files } from './files.ts';
import { fileUrl, type ManagedFile } from './managed-file.ts';
import type { UploadLimits } from './take-upload.ts';

/** What REST takes; the field that a file is put in later has limits of its own. */
const LIMITS: UploadLimits = {
  extensions:
    'jpg jpeg png gif webp avif tif tiff heic svg pdf txt md csv tsv json xml ics vtt srt doc docx xls xlsx ppt pptx odt ods odp rtf epub zip gz mp3 m4a ogg oga wav flac opus mp4 m4v webm mov'.split(
      ' ',
    ),
  maxSize: 50_000_000,
};

const fileSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    mime: Type.String(),
    size: Type.Integer({ description: 'Bytes.' }),
    width: Type.Union([Type.Integer(), Type.Null()]),
    height: Type.Union([Type.Integer(), Type.Null()]),
    created: Type.String({ format: 'date-time' }),
    permanent: Type.Boolean({
      description: 'An item refers to it. Temporary files are deleted after six hours.',
    }),
    url: Type.String({ description: 'Where the bytes are.' }),
  },
  { $id: 'File' },
);

/** `/files`: upload, and what is known about one file. */
export function createFileApi(files: Files): EndpointSource {
  const endpoints: readonly Endpoint[] = [
    {
      method: 'POST',
      path: '/files',
      operationId: 'uploadFile',
      summary: 'Upload one file',
      tag: 'Files',
      scope: 'write',
      takesUploads: true,
      answers: {
        201: {
          description: 'The file, temporary until an item that refers to it is saved.',
          schema: fileSchema,
        },
      },
      errors: [400, 401, 403, 413, 422],
      async handle(request) {
        const [upload, ...more] = request.uploads;
        if (upload === undefined || more.length > 0) {
          throw new BadRequest(
            'file.one_expected',
            `Send exactly one file as multipart/form-data; ${request.uploads.length} came.`,
          );
        }
        const file = await files.uploadFile(request.ctx, upload, LIMITS);
        return {
          status: 201,
          headers: { location: `${request.baseUrl}/api/v1/files/${file.id}` },
          body: fileAnswer(file, request.baseUrl),
        };
      },
    },
    {
      method: 'GET',
      path: '/files/{id}',
      operationId: 'getFile',
      summary: 'What is known about a file',
      tag: 'Files',
      scope: 'read',
      parameters: [
        {
          name: 'id',
          in: 'path',
          description: 'Id of the file.',
          required: true,
          schema: Type.String({ format: 'uuid' }),
        },
      ],
      answers: { 200: { description: 'The file.', schema: fileSchema } },
      errors: [404],
      async handle(request) {
        const id: FileId | undefined = parseId(request.params['id']);
        if (id === undefined) throw new FileNotFound();
        const file = await files.getFile(request.ctx, id);
        return { status: 200, body: fileAnswer(file, request.baseUrl) };
      },
    },
  ];
  return { endpoints };
}

function fileAnswer(file: ManagedFile, baseUrl: string) {
  return {
    id: file.id,
    name: file.name,
    mime: file.mime,
    size: file.size,
    width: file.width,
    height: file.height,
    created: file.created.toISOString(),
    permanent: file.permanent,
    url: baseUrl + fileUrl(file),
  };
}
