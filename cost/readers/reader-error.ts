/** A file that cannot be reviewed; the message is one sentence for people, without the file's name. */
export class ReaderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReaderError";
  }
}
