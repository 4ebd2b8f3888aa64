/** Something on the user's machine that stops the stack; told in one sentence, without a stack trace. */
export class LocalProblem extends Error {}
