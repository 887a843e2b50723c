// A batch from upload to deletion by OpenAI's own client, which gets the service's address with its base from the first
// argument and the key from API_KEY. Prints what came of it as one JSON object.
import OpenAI, { toFile } from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: process.env.API_KEY, maxRetries: 0 });
const model = "m";
const bodies = {
  "/v1/chat/completions": { model, messages: [{ role: "user", content: "Hello" }] },
  "/v1/embeddings": { model, input: "Hello" },
  "/v1/responses": { model, input: "Hello" },
};

const upload = (text, more) =>
  toFile(Buffer.from(text), "input.jsonl").then((file) => client.files.create({ file, purpose: "batch", ...more }));

const textOf = async (id) => (await client.files.content(id)).text();

async function run(endpoint) {
  const rows = ["a", "b"].map((custom_id) =>
    JSON.stringify({ custom_id, method: "POST", url: endpoint, body: bodies[endpoint] }),
  );
  const file = await upload(rows.join("\n"), { expires_after: { anchor: "created_at", seconds: 3600 } });
  const metadata = { run: endpoint };
  let batch = await client.batches.create({ input_file_id: file.id, endpoint, completion_window: "24h", metadata });
  while (!["completed", "failed", "expired", "cancelled"].includes(batch.status)) {
    await new Promise((wait) => setTimeout(wait, 20));
    batch = await client.batches.retrieve(batch.id);
  }
  const lines = (await textOf(batch.output_file_id)).trim().split("\n").map(JSON.parse);
  return { file, batch, lines, input: await textOf(file.id) };
}

async function idsOf(pages) {
  const ids = [];
  for await (const item of pages) {
    ids.push(item.id);
  }
  return ids;
}

async function refused(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param, requestID: error.requestID };
  }
}

const done = {};
for (const endpoint of Object.keys(bodies)) {
  const { file, batch, lines, input } = await run(endpoint);
  done[endpoint] = {
    life: file.expires_at - file.created_at,
    status: batch.status,
    counts: batch.request_counts,
    usage: batch.usage ?? null,
    model: batch.model ?? null,
    metadata: batch.metadata.run,
    ids: lines.map((line) => line.custom_id).sort(),
    object: lines[0].response.body.object,
    tokens: lines[0].response.body.usage.total_tokens,
    inputRows: input.trim().split("\n").length,
    file: file.id,
    batch: batch.id,
  };
}

const { file, batch } = done["/v1/chat/completions"];
const other = await client.batches.create({ input_file_id: file, endpoint: "/v1/chat/completions", completion_window: "24h" });
const cancelled = await client.batches.cancel(other.id);
const listed = await idsOf(client.batches.list({ limit: 1 }));
const files = await idsOf(client.files.list({ purpose: "batch" }));
const deleted = await client.files.delete(file);
console.log(
  JSON.stringify({
    done,
    cancelled: cancelled.status,
    batches: listed.length,
    listsAll: [batch, other.id].every((id) => listed.includes(id)),
    files: files.length,
    deleted: deleted.deleted,
    gone: await refused(() => client.files.retrieve(file)),
    window: await refused(() =>
      client.batches.create({ input_file_id: file, endpoint: "/v1/chat/completions", completion_window: "soon" }),
    ),
    key: await refused(() => new OpenAI({ baseURL: process.argv[2], apiKey: "wrong", maxRetries: 0 }).files.list()),
  }),
);
