"""Faults between a client and a server, for mitmproxy: each request takes the next word of `faults`.

kill    the connection is closed without an answer
half    the body breaks off in the middle
junk    the body is cut and its length put right: JSON that ends too early
NNN     that status, with an error body
ok      nothing happens; so after the last word
"""
from mitmproxy import ctx, http


class Faults:
    def load(self, loader):
        loader.add_option("faults", str, "", "what happens to one request after the other")

    def configure(self, updated):
        if "faults" in updated:
            self.words = ctx.options.faults.split()

    def request(self, flow):
        word = self.words.pop(0) if self.words else "ok"
        flow.metadata["word"] = word
        if word == "kill":
            flow.kill()
        elif word.isdigit():
            body = b'{"error":{"message":"made to fail","type":"fault"}}'
            kind = {"content-type": "application/json", "retry-after": "0"}
            flow.response = http.Response.make(int(word), body, kind)

    def response(self, flow):
        word = flow.metadata.get("word")
        if word not in ("half", "junk"):
            return
        whole = flow.response.raw_content
        flow.response.raw_content = whole[: len(whole) // 2]
        told = len(whole) if word == "half" else len(whole) // 2
        flow.response.headers["content-length"] = str(told)


addons = [Faults()]
