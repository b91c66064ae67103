"""Clients that hold a connection as long as they can: `python -m tests.deploy.slow_clients`.

Half of them send the headers of a post a letter at a time, the other half its body. Whoever is cut
off comes back. Prints "ready" when all have been connected once; ends by itself.
"""

import asyncio
import itertools
import ssl
import sys

STEP = 0.4
"""Seconds between two letters."""
HEAD = (
    "POST /formulieren/ronde-tafel-voor-gemeenten/interesse/ HTTP/1.1\r\n"
    "Host: evenementen.example.org\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 6000\r\n"
)


async def hold(port: int, context: ssl.SSLContext | None, *, body: bool) -> None:
    """Connect once and send slowly until the server has had enough."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    try:
        writer.write(f"{HEAD}\r\nnaam=".encode() if body else HEAD.encode())
        letters = itertools.repeat("a") if body else itertools.cycle("X-Slow: a\r\n")
        for letter in letters:
            await writer.drain()
            await asyncio.sleep(STEP)
            if reader.at_eof() or writer.is_closing():
                return
            writer.write(letter.encode())
    finally:
        writer.transport.abort()


async def insist(
    port: int, context: ssl.SSLContext | None, connected: asyncio.Semaphore, *, body: bool
) -> None:
    """Hold connections, one after the other, for ever."""
    while True:
        holding = asyncio.create_task(hold(port, context, body=body))
        await asyncio.wait([holding], timeout=STEP * 2)
        connected.release()
        await asyncio.gather(holding, return_exceptions=True)


async def besiege(port: int, count: int, seconds: float, context: ssl.SSLContext | None) -> None:
    """Keep `count` slow connections open for so many seconds."""
    connected = asyncio.Semaphore(0)
    tasks = [
        asyncio.create_task(insist(port, context, connected, body=bool(number % 2)))
        for number in range(count)
    ]
    for _ in range(count):
        await connected.acquire()
    print("ready", flush=True)
    await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def unverified() -> ssl.SSLContext:
    """Return TLS without a look at the certificate: the server is our own, on this computer."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


if __name__ == "__main__":
    tls = sys.argv[4] == "tls"
    asyncio.run(
        besiege(
            int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), unverified() if tls else None
        )
    )
