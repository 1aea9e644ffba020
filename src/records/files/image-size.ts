import { FileRefused } from './file-errors.ts';

/** Formats whose size the site reads, and which it shows as pictures. */
const MEASURED = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);

/** 100 megapixels take 400 MB once unpacked; a few kilobytes can claim to hold far more. */
const MAX_PIXELS = 100_000_000;

/** Width and height of an image as it is looked at, from its head alone; nulls for other files. */
export async function readImageSize(
  path: string,
  mime: string,
): Promise<{ readonly width: number | null; readonly height: number | null }> {
  if (!MEASURED.has(mime)) return { width: null, height: null };
  // Loaded with the first image: it is a native library that most commands never need.
  const { default: sharp } = await import('sharp');
  const head = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => error);
  if (head instanceof Error || !isHead(head)) {
    throw new FileRefused('unreadable_image', 'The picture is damaged and cannot be read.');
  }
  const { width, height } = head.autoOrient;
  if (width * height * (head.pages ?? 1) > MAX_PIXELS) {
    throw new FileRefused(
      'too_many_pixels',
      `The picture has ${width} × ${height} pixels${head.pages ? ` in ${head.pages} frames` : ''}; at most 100 megapixels are taken. Scale it down first.`,
    );
  }
  return { width, height };
}

interface Head {
  readonly autoOrient: { readonly width: number; readonly height: number };
  readonly pages?: number;
}

function isHead(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && 'autoOrient' in value;
}
