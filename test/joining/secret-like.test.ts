import { expect } from "chai";
import { isSecret, isSecretCommand, unmistakable } from "../../joining/secret-like";

const secrets: readonly (readonly [name: string, value: string])[] = [
  ["POSTGRES_PASSWORD", "x"],
  ["SMTP_PASS", "1234"],
  ["ADMINPASS", "x"],
  ["SECRET_KEY_BASE", "x"],
  ["JWT_SECRET", "x"],
  ["API_KEY", "x"],
  ["SENTRY_DSN", "https://a@b/1"],
  ["LINK", "https://user:word@example.org/"],
  ["DSN_TEXT", "Server=db;Password=word;"],
  ["CLOUD", "AKIAIOSFODNN7EXAMPLE"],
  ["PAY", "sk_live_abcdef"],
  ["APP", "base64:AAAABBBBCCCCDDDDEEEEFFFF="],
  ["RANDOM", "9f86d081884c7d659a2feaa0c55ad015"],
  ["PEM", "-----BEGIN RSA PRIVATE KEY-----"],
];

const plain: readonly (readonly [name: string, value: string])[] = [
  ["PASSWORD_LOGIN_ENABLED", "true"],
  ["PASSWORD_MIN", "8"],
  ["PUBLIC_KEY", "abc"],
  ["TOKEN_TTL", "3600"],
  ["KEYCLOAK_HOST", "id.example.org"],
  ["NODE_ENV", "production"],
  ["SIGNUPS_ALLOWED", "false"],
  ["APP_URL", "https://example.org/a/b"],
  ["DATA_DIR", "/var/lib/app/data-2024-1"],
  ["COMPASS", "north"],
  ["TZ", "America/Argentina/Buenos_Aires"],
];

describe("secrets of another platform's file", () => {
  for (const [name, value] of secrets) {
    it(`${name} with a value like ${value.slice(0, 12)} is one`, () =>
      expect(isSecret(name, value)).to.equal(true));
  }

  for (const [name, value] of plain) {
    it(`${name}=${value} is none`, () => expect(isSecret(name, value)).to.equal(false));
  }

  it("are seen in command lines, but not where a shell reads a variable", () => {
    const lines = [
      "run --password=x",
      "run --api-token x",
      "redis-server --requirepass x",
      "run --password $PASSWORD",
      "run --port 80",
    ];
    expect(lines.map((line) => isSecretCommand(line.split(" ")))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("count everywhere in the file when they are no ordinary word and no path", () => {
    const values = [
      "postgres",
      "x1",
      "nextcloud",
      "s3cr3t-word",
      "/etc/ssl/key-1.pem",
      "correcthorsebatterystaple",
    ];
    expect(unmistakable(values)).to.deep.equal(["correcthorsebatterystaple", "s3cr3t-word"]);
  });
});
