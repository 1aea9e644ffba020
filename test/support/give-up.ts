// Loaded before a test file. What a failed test left open can keep its process alive for ever,
// deaf to being told to end; it ends itself then, and the run goes on and names it.

const after = Number(new URL(import.meta.url).searchParams.get('after'));
setTimeout(() => process.kill(process.pid, 'SIGKILL'), after).unref();
