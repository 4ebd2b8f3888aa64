/** What users call the places of databases. */
export const homeTitles = { box: "the box", rds: "RDS" } as const;
