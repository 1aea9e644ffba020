import { type FileId, parseId } from '#base';
import type { Download, PageRequest, PageRoute } from '#grammar/routes';
import { parseRange } from './byte-range.ts';
import { FileNotFound } from './file-errors.ts';
import { entityTag, fileHeaders, isShownInline } from './file-headers.ts';
import type { Files } from './files.ts';
import { fileUrl } from './managed-file.ts';

/** `/file/{id}/{name}`: the bytes of a file, or a part of them. */
export function createFilePages(files: Files): readonly PageRoute[] {
  return [
    {
      methods: ['GET'],
      path: '/file/{id}/{name}',
      async handle(request) {
        const id: FileId | undefined = parseId(request.params['id']);
        if (id === undefined) throw new FileNotFound();
        const file = await files.getFile(request.ctx, id);
        if (request.params['name'] !== file.name) return { kind: 'redirect', to: fileUrl(file) };

        const download = {
          kind: 'download',
          mime: file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime,
          filename: file.name,
          inline: isShownInline(file.mime),
        } as const satisfies Partial<Download>;
        const headers = fileHeaders(file, request.ctx.actor);

        if (hasItAlready(request, entityTag(file))) {
          return { ...download, status: 304, body: '', headers };
        }
        const range = parseRange(rangeHeader(request, entityTag(file)), file.size);
        if (range === 'none') {
          return {
            ...download,
            status: 416,
            body: '',
            headers: { ...headers, 'content-range': `bytes */${file.size}` },
          };
        }
        if (range === undefined) {
          return {
            ...download,
            body: await files.openFile(request.ctx, id),
            headers: { ...headers, 'content-length': String(file.size) },
          };
        }
        return {
          ...download,
          status: 206,
          body: await files.openFile(request.ctx, id, range),
          headers: {
            ...headers,
            'content-length': String(range.end - range.start + 1),
            'content-range': `bytes ${range.start}-${range.end}/${file.size}`,
          },
        };
      },
    },
  ];
}

function hasItAlready(request: PageRequest, tag: string): boolean {
  const sent = request.headers?.['if-none-match'];
  return (
    sent !== undefined && sent.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
  );
}

/** A range of another version (`If-Range`) is no range. */
function rangeHeader(request: PageRequest, tag: string): string | undefined {
  const condition = request.headers?.['if-range'];
  return condition === undefined || condition === tag ? request.headers?.['range'] : undefined;
}
