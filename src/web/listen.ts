import { createServer } from 'node:net';
import { Misconfigured, type Settings } from '#base';
import type { Web } from './web.ts';

type Listening = Pick<Settings, 'host' | 'port'>;

/** Throws `Misconfigured` where nobody can listen as the settings say. */
export async function checkPort({ host, port }: Listening): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer();
  server.once('error', (error) => reject(listenError(error, host, port)));
  server.listen({ host, port }, () => server.close(() => resolve()));
  await promise;
}

/** Listens where the settings say; answers the address for people. Throws `Misconfigured`. */
export async function listen(app: Web['app'], { host, port }: Listening): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port);
  }
  const [address] = app.addresses();
  const bound = typeof address === 'object' ? address.port : port;
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${bound}`;
}

function listenError(error: unknown, host: string, port: number): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return new Misconfigured(
        'web.port_in_use',
        `Port ${port} is in use by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`,
        { cause: error },
      );
    case 'EACCES':
      return new Misconfigured(
        'web.port_not_allowed',
        `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Misconfigured(
        'web.host_unknown',
        `This machine has no address ${host}. Set HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (everybody).`,
        { cause: error },
      );
    default:
      return error;
  }
}
