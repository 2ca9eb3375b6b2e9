// What the suites say when something is not so.

export function assert(holds, message) {
  if (!holds) throw new Error(message);
}
