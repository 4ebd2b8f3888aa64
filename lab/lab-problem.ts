/** Something that the user can mend, in one sentence. */
export class LabProblem extends Error {}
