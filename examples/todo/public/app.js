"use strict";

const list = document.querySelector("#todos");
const message = document.querySelector("#message");
const form = document.querySelector("#add");

async function call(method, path, body) {
  const response = await fetch(path, { method, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function row({ id, title, done }) {
  const box = Object.assign(document.createElement("input"), {
    type: "checkbox",
    checked: done,
    id: `todo-${id}`,
  });
  const label = Object.assign(document.createElement("label"), { textContent: title, htmlFor: box.id });
  const remove = Object.assign(document.createElement("button"), { textContent: "Delete" });
  remove.setAttribute("aria-label", `Delete ${title}`);
  box.onchange = () => run(() => call("PATCH", `/api/todos/${id}`, { done: box.checked }));
  remove.onclick = () => run(() => call("DELETE", `/api/todos/${id}`));
  const item = document.createElement("li");
  item.append(box, label, remove);
  return item;
}

async function run(change) {
  try {
    await change();
    const todos = await call("GET", "/api/todos");
    list.replaceChildren(...todos.map(row));
    message.textContent = todos.length === 0 ? "Nothing to do." : "";
  } catch (error) {
    message.textContent = error.message;
  }
}

form.onsubmit = (event) => {
  event.preventDefault();
  const title = form.elements.title.value;
  form.reset();
  void run(() => call("POST", "/api/todos", { title }));
};

void run(async () => {});
