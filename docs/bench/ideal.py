"""An ideal client: keeps N requests in flight from the first to the last, and does nothing else.

usage: ideal.py BASE_URL WORKLOAD.jsonl [PACK=1] [PARALLEL=32]     prints the wall time in seconds
Needs aiohttp, as the simulator does.
"""

import asyncio
import json
import sys
import time

import aiohttp


def requests(path, pack):
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    for start in range(0, len(texts), pack):
        segments = [{"id": f"s{n}", "zh": text} for n, text in enumerate(texts[start : start + pack])]
        user = json.dumps({"segments": segments}, ensure_ascii=False)
        yield {
            "model": "sim",
            "messages": [{"role": "user", "content": user}],
            "response_format": {"type": "json_object"},
        }


async def main():
    base, path = sys.argv[1:3]
    pack, parallel = (int(n) for n in (sys.argv[3:] + ["1", "32"][len(sys.argv) - 3 :]))
    queue = list(requests(path, pack))[::-1]
    start = time.perf_counter()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def worker():
            while queue:
                async with session.post(base + "/chat/completions", json=queue.pop()) as answer:
                    await answer.read()

        await asyncio.gather(*(worker() for _ in range(parallel)))
    print(f"{time.perf_counter() - start:.3f}")


asyncio.run(main())
