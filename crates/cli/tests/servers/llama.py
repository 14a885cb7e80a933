"""Serves a model with llama.cpp's own HTTP server, out of the xllamacpp wheel.

    python llama.py MODEL KEY

Prints the address when it listens; ends with its parent's pipe.
"""
import sys

import xllamacpp

model, key = sys.argv[1:3]
settings = xllamacpp.CommonParams()
settings.model.path = model
settings.hostnames = ["127.0.0.1"]
settings.port = 0
settings.n_ctx = 8192
settings.n_parallel = 1
settings.api_keys = [key]
settings.warmup = False
settings.cpuparams.n_threads = 1
server = xllamacpp.Server(settings)
print("LISTENING", server.listening_address, flush=True)
sys.stdin.read()
