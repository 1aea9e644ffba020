import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';

// Two servers on this machine: one stands for the internet, one for what is near.

const MEBIBYTE = 2 ** 20;

/** What they do, by path. */
const PAGES: {
  readonly [path: string]: (asked: IncomingMessage, answer: ServerResponse, body: string) => void;
} = {
  '/echo': ({ method, headers }, answer, body) => {
    answer.setHeader('set-cookie', 'a=b');
    answer.setHeader('x-of', 'the host');
    answer.end(JSON.stringify({ method, headers, body }));
  },
  '/large': (_, answer) => answer.end('x'.repeat(MEBIBYTE - 1_000)),
  '/too-large': (_, answer) => answer.end('x'.repeat(MEBIBYTE + 1)),
  '/endless': (_, answer) => {
    const more = (): void => {
      while (!answer.destroyed && answer.write('x'.repeat(65_536)));
    };
    answer.on('drain', more);
    more();
  },
  '/slow': (_, answer) => {
    answer.write('x');
    const timer = setInterval(() => answer.write('x'), 20);
    answer.on('close', () => clearInterval(timer));
  },
  '/silent': () => undefined,
  '/gzip': (_, answer) => packed(answer, 'gzip', gzipSync('Ebb and flow')),
  '/br': (_, answer) => packed(answer, 'br', brotliCompressSync('Ebb and flow')),
  '/bomb': (_, answer) => packed(answer, 'gzip', gzipSync(Buffer.alloc(50 * MEBIBYTE))),
  '/compress': (_, answer) => packed(answer, 'compress', Buffer.from('?')),
  '/latin': (_, answer) => {
    answer.setHeader('content-type', 'text/plain; charset=iso-8859-1');
    answer.end(Buffer.from([0xe9, 0x62, 0x62]));
  },
  '/bytes': (_, answer) => answer.end(Buffer.from([0xff, 0xfe, 0x00])),
  '/missing': (_, answer) => {
    answer.statusCode = 404;
    answer.end('Not here');
  },
  '/big-head': (_, answer) => {
    answer.setHeader('x-big', 'x'.repeat(20_000));
    answer.end();
  },
  '/again': (_, answer) => to(answer, '/again'),
  '/once': ({ url = '' }, answer) => {
    const query = new URL(url, 'http://x').searchParams;
    to(answer, query.get('to') ?? '', Number(query.get('status') ?? 302));
  },
};

function packed(answer: ServerResponse, encoding: string, body: Buffer): void {
  answer.setHeader('content-encoding', encoding);
  answer.end(body);
}

function to(answer: ServerResponse, location: string, status = 302): void {
  answer.writeHead(status, { location });
  answer.end();
}

/** Hosts for tests of plugins that ask some. */
export async function openTestHosts() {
  let insideAsked = 0;
  const outside = createServer(serve);
  const inside = createServer((asked, answer) => {
    insideAsked += 1;
    serve(asked, answer);
  });
  const [far, near] = [await listen(outside), await listen(inside)];
  return {
    /** The port of the internet: only this one of this machine is thought to be public. */
    far,
    near,
    /** How often somebody asked what is near. */
    insideAsked: () => insideAsked,
    [Symbol.dispose]() {
      for (const server of [outside, inside]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function serve(asked: IncomingMessage, answer: ServerResponse): void {
  const chunks: Buffer[] = [];
  asked.on('data', (chunk: Buffer) => chunks.push(chunk));
  asked.on('end', () => {
    const { pathname } = new URL(asked.url ?? '/', 'http://x');
    PAGES[pathname]?.(asked, answer, Buffer.concat(chunks).toString());
  });
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
    });
  });
}
