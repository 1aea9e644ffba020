import { type Server, type Socket, connect, createServer } from 'node:net';

/** Stands between us and the server, and can be cut. */
export async function createWire(target: URL) {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  async function join(): Promise<void> {
    const fresh = createServer((near) => {
      const far = connect(Number(target.port || 5432), target.hostname);
      keep(near).pipe(keep(far)).pipe(near);
    });
    await new Promise<void>((resolve) => fresh.listen(port, '127.0.0.1', resolve));
    const address = fresh.address();
    port = typeof address === 'object' && address ? address.port : 0;
    server = fresh;
  }
  async function cut(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server?.close(resolve));
  }
  await join();
  const through = new URL(target);
  through.host = `127.0.0.1:${port}`;
  return { url: through.href, port, join, cut };
}
