/** A value that must never be seen in a problem. */
export const secretValue = "canary-5f3b9c";

/** A stack's file with every kind of setting. */
export const realisticText = `# yaml-language-server: $schema=settings/stack.schema.json
encryptionsalt: v1:abc=:v1:def
config:
  aws:region: us-east-1
  ladder:tier: compose
  ladder:domain: example.com # ours
  ladder:email: me@example.com
  ladder:box: { instance: t4g.small, dataGb: 40 }
  ladder:network:
    cidr: 10.20.0.0/16
  ladder:backups: { keep: 14, timeUtc: "04:30" }
  ladder:budget:
    monthlyUsd: 25
    emails: [me@example.com]
  ladder:secrets:
    todo:
      API_KEY:
        secure: v1:LgdwFNQR:ZWxw
  ladder:apps:
    - name: todo
      image: ghcr.io/acme/todo:1.4.0
      port: 3002
      health: /health
      hosts: [todo.example.com, www.other.org]
      command: ["node", "server.js"]
      database: true
      cache: true
      env: { NODE_ENV: production, WORKERS: 2, DEBUG: false }
      secrets:
        - API_KEY
        - { name: SESSION, generate: true, length: 40 }
      migrate: npm run migrate
      volumes: [{ name: files, path: /data }]
      memoryMb: 128
      rateLimit: { requests: 60, seconds: 60 }
    - &worker { name: worker, build: ./worker, readOnly: true }
    - { <<: *worker, name: worker-2 }
    - name: site
      static: ./site
`;
