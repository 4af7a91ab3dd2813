"""Asks a server at a steady rate and prints how long its answers took; for scripts/bench-api.

In: the server's address, requests a second, seconds. Out: percentiles by kind of request; exit 1 where p99 is 50 ms or more, or where an
answer is not what was asked for. A request is counted from the moment it was due, so that one that had to wait is not taken for a quick one.
Every request is of its own: none is answered by a tag.
"""

import asyncio
import json
import sys
import time
import urllib.request

LIMIT = 0.050
CONNECTIONS = 16


def get(address, path):
    return json.load(urllib.request.urlopen(address + path))


def requests(address, count):
    """So many requests of three kinds in turn: single incidents, whole lists from some day on, filtered lists."""
    ids = [incident["id"] for incident in get(address, "/api/v1/incidents?limit=500&sort=-time")["items"]]
    acts = [facet["value"] for facet in get(address, "/api/v1/facets")["act"]]
    countries = [facet["value"] for facet in get(address, "/api/v1/facets")["country"]]
    for number in range(count):
        kind = number % 4
        if kind in (0, 2):
            yield "one incident", f"/api/v1/incidents/{ids[number * 7 % len(ids)]}"
        elif kind == 1:
            yield "a list", f"/api/v1/incidents?limit=50&sort=-time&from={2015 + number % 10}-0{1 + number % 9}-01"
        else:
            act, country = acts[number % len(acts)], countries[number % len(countries)]
            yield "a filtered list", f"/api/v1/incidents?limit=50&act={act}&country={country}&killed=1"


async def worker(host, port, begun, queue, took):
    reader, writer = await asyncio.open_connection(host, port)
    while True:
        due, kind, path = await queue.get()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length"))
        body = await reader.readexactly(length)
        took.append((kind, time.monotonic() - begun - due, head.split(" ")[1] == "200" and (b'"items"' in body or b'"incident"' in body)))
        queue.task_done()


async def ask(address, rate, seconds):
    host, port = address.removeprefix("http://").split(":")
    wanted = list(requests(address, rate * seconds))
    queue, took = asyncio.Queue(), []
    begun = time.monotonic()
    workers = [asyncio.create_task(worker(host, int(port), begun, queue, took)) for _ in range(CONNECTIONS)]
    for number, (kind, path) in enumerate(wanted):
        due = number / rate
        await asyncio.sleep(max(0, begun + due - time.monotonic()))
        queue.put_nowait((due, kind, path))
    await queue.join()
    for one in workers:
        one.cancel()
    return took


def main():
    address, rate, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    # The last thing a server reads into memory when it starts: some seconds after it listens, on a large ledger. What is measured comes after.
    begun = time.monotonic()
    get(address, "/api/v1/review/queue?limit=1")
    print(f"ready after {time.monotonic() - begun:.1f} s")
    counts = get(address, "/api/v1/status")["counts"]
    print(f"{counts['incidents']} incidents from {counts['reports']} reports; {rate} requests a second for {seconds} s")
    took = asyncio.run(ask(address, rate, seconds))
    wrong = sum(not right for _, _, right in took)
    slowest = 0
    for kind in ["one incident", "a list", "a filtered list", "all"]:
        times = sorted(time for of, time, _ in took if kind in (of, "all"))
        p50, p90, p99 = (times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.9, 0.99))
        print(f"{kind:<16} {len(times):>5}  p50 {p50 * 1000:6.1f} ms  p90 {p90 * 1000:6.1f} ms  p99 {p99 * 1000:6.1f} ms  most {times[-1] * 1000:6.1f} ms")
        slowest = p99
    print(f"{wrong} answers were not what was asked for")
    if wrong or slowest >= LIMIT:
        sys.exit(f"p99 is {slowest * 1000:.1f} ms; it may be no more than {LIMIT * 1000:.0f} ms")


main()
