import type { Box } from "./box";

/** What the box's PostgreSQL answers its administrator; an error of any statement is thrown. */
export function sqlOnBox(box: Box, database: string, text: string): Promise<string> {
  return box.exec(
    `docker exec -i ladder-postgres-1 psql -XqAt -v ON_ERROR_STOP=1 -U postgres -d '${database}' <<'END'\n${text}\nEND`,
  );
}
