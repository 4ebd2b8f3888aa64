"use strict";

const columns = "id::int, title, done";

/** The todos of one visitor at a time; lists are cached, every change drops the cached list. */
function todoStore(database, cache) {
  const key = (visitor) => `list:${visitor}`;

  async function list(visitor) {
    const cached = await cache.get(key(visitor));
    if (cached) return { todos: JSON.parse(cached), cached: true };
    const sql = `select ${columns} from todos where visitor = $1 order by id limit 500`;
    const { rows } = await database.query(sql, [visitor]);
    await cache.set(key(visitor), JSON.stringify(rows));
    return { todos: rows, cached: false };
  }

  async function change(visitor, sql, values) {
    const { rows } = await database.query(sql, [visitor, ...values]);
    await cache.drop(key(visitor));
    return rows[0];
  }

  return {
    list,
    add: (visitor, title) =>
      change(visitor, `insert into todos (visitor, title) values ($1, $2) returning ${columns}`, [title]),
    setDone: (visitor, id, done) =>
      change(visitor, `update todos set done = $3 where visitor = $1 and id = $2 returning ${columns}`, [
        id,
        done,
      ]),
    remove: (visitor, id) =>
      change(visitor, `delete from todos where visitor = $1 and id = $2 returning ${columns}`, [id]),
  };
}

module.exports = { todoStore };
