// One process that speaks as OpenAI, Anthropic, Gemini, Azure OpenAI, Ollama and Cohere do, by aimock.
// Every segment of a question gets an English sentence of its own; nothing here knows Recto but the form
// of the question. Prints the address when it listens.
import { LLMock } from "@copilotkit/aimock";

const textOf = (message) =>
  typeof message?.content === "string"
    ? message.content
    : (message?.content ?? []).map((part) => part.text ?? "").join("");

const WORDS = ["river", "park", "market", "school", "garden", "village", "road", "bridge", "valley", "meadow"];

function english(chinese) {
  let sum = [...chinese].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) >>> 0, 7);
  const words = ["The"];
  for (let n = 0; n < [...chinese].length / 2; n += 1) {
    sum = (Math.imul(sum, 1664525) + 1013904223) >>> 0;
    words.push(WORDS[(sum >>> 20) % WORDS.length]);
  }
  return words.join(" ") + (chinese.endsWith("。") ? "." : "");
}

function reply(request) {
  const users = request.messages.filter((message) => message.role === "user");
  const question = JSON.parse(textOf(users.at(-1)));
  const segments = question.segments.map(({ id, zh }) => ({ id, en: english(zh) }));
  return { content: JSON.stringify({ segments }) };
}

const mock = new LLMock({ port: Number(process.env.PORT ?? 0), host: "127.0.0.1", logLevel: "error" });
mock.addFixture({ match: { predicate: () => true }, response: reply });
await mock.start();
console.log("LISTENING", mock.url);
