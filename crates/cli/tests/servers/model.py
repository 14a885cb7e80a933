"""Writes a language model of a few hundred kilobytes that a llama.cpp server loads, without any weights
from elsewhere. It knows one answer, which is one token of its vocabulary: attention and the feed-forward
part are zero, so that the last token alone decides the next one. After the mark of the assistant comes
the answer, after the answer the end.

    python model.py OUT ANSWER
"""
import sys

import numpy as np
from gguf import GGUFWriter, TokenType

out, answer = sys.argv[1:3]
tokens, kinds = [], []


def add(text, kind=TokenType.NORMAL):
    tokens.append(text)
    kinds.append(int(kind))
    return len(tokens) - 1


unknown = add("<unk>", TokenType.UNKNOWN)
begin = add("<s>", TokenType.CONTROL)
end = add("</s>", TokenType.CONTROL)
for role in ("system", "user"):
    add(f"<|{role}|>", TokenType.CONTROL)
assistant = add("<|assistant|>", TokenType.CONTROL)
for byte in range(256):
    add(f"<0x{byte:02X}>", TokenType.BYTE)
# SentencePiece writes a space as U+2581.
said = add(answer.replace(" ", "\u2581"))

size = len(tokens)
width = (size + 31) // 32 * 32
heads, inner = 4, 32
embedding = np.zeros((size, width), np.float32)
embedding[np.arange(size), np.arange(size)] = 1
head = np.zeros((size, width), np.float32)
head[said, assistant] = 5
head[end, said] = 5

file = GGUFWriter(out, "llama")
file.add_name("one-answer")
file.add_context_length(8192)
file.add_embedding_length(width)
file.add_block_count(1)
file.add_feed_forward_length(inner)
file.add_head_count(heads)
file.add_head_count_kv(heads)
file.add_layer_norm_rms_eps(1e-6)
file.add_rope_dimension_count(width // heads)
file.add_vocab_size(size)
file.add_file_type(0)
file.add_tokenizer_model("llama")
file.add_token_list(tokens)
file.add_token_scores([-1000.0 if token == said else 0.0 for token in range(size)])
file.add_token_types(kinds)
file.add_bos_token_id(begin)
file.add_eos_token_id(end)
file.add_unk_token_id(unknown)
file.add_add_bos_token(True)
file.add_add_space_prefix(False)
file.add_chat_template(
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
zeros = {
    "attn_q": (width, width), "attn_k": (width, width), "attn_v": (width, width),
    "attn_output": (width, width), "ffn_gate": (inner, width), "ffn_up": (inner, width),
    "ffn_down": (width, inner),
}
ones = np.ones(width, np.float32)
file.add_tensor("token_embd.weight", embedding)
file.add_tensor("output.weight", head)
file.add_tensor("output_norm.weight", ones)
file.add_tensor("blk.0.attn_norm.weight", ones)
file.add_tensor("blk.0.ffn_norm.weight", ones)
for name, shape in zeros.items():
    file.add_tensor(f"blk.0.{name}.weight", np.zeros(shape, np.float32))
file.write_header_to_file()
file.write_kv_data_to_file()
file.write_tensors_to_file()
file.close()
