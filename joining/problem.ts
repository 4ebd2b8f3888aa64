/** Why a user's file cannot become apps of a stack; told in sentences, without a stack trace. */
export class JoiningProblem extends Error {}
