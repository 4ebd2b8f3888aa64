"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = join(__dirname, "..", "public");
const types = { html: "text/html", css: "text/css", js: "text/javascript" };

/** The files of the page by path, read once. */
function readPages(title) {
  const page = (name) => ({
    type: `${types[name.split(".")[1]]}; charset=utf-8`,
    content: readFileSync(join(folder, name), "utf8").replaceAll("{{title}}", escapeHtml(title)),
  });
  return new Map([
    ["/", page("index.html")],
    ["/app.js", page("app.js")],
    ["/style.css", page("style.css")],
  ]);
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

module.exports = { readPages };
