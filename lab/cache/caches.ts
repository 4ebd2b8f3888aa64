import type { CacheServer, CacheUser } from "./cache-server";

/** All caches of the lab, and who may use them. */
export class Caches {
  readonly servers = new Map<string, { readonly server: CacheServer; readonly userGroup: string }>();
  /** Id -> user. */
  readonly users = new Map<string, CacheUser>();
  /** Id -> ids of its users. */
  readonly groups = new Map<string, readonly string[]>();

  usersOf(group: string): readonly CacheUser[] {
    return (this.groups.get(group) ?? []).flatMap((id) => this.users.get(id) ?? []);
  }

  /** Tells every server who may use it now. */
  async tell(): Promise<void> {
    const all = [...this.servers.values()];
    await Promise.all(all.map(({ server, userGroup }) => server.allow(this.usersOf(userGroup))));
  }
}
