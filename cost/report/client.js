"use strict";
// Runs inside the report: sorting, the colour scheme and the ranking. Without it the report is complete but still.

const data = JSON.parse(document.getElementById("data").textContent);

const setUpTheme = () => {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () =>
    (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => (button.textContent = isDark() ? "Light colours" : "Dark colours");
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
};

const setUpSorting = () => {
  const table = document.getElementById("lines");
  const heads = [...table.querySelectorAll("thead th")];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", (event) => {
      const numbers = event.currentTarget.dataset.kind === "number";
      // Amounts are read from the top: the largest first.
      const first = numbers ? "descending" : "ascending";
      const second = numbers ? "ascending" : "descending";
      const order = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of heads) other.setAttribute("aria-sort", other === head ? order : "none");
      const valueOf = (row) => row.cells[column].dataset.value;
      const compare = (a, b) =>
        numbers ? valueOf(a) - valueOf(b) : valueOf(a).localeCompare(valueOf(b), "en");
      const sign = order === "ascending" ? 1 : -1;
      body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
    });
  });
};

const setUpRanking = () => {
  const section = document.getElementById("ranking");
  if (!section) return;
  const { points, series } = data.comparison.curves.apps;
  const input = document.getElementById("count");
  const list = section.querySelector("ol");
  // Amounts are formatted as text: as binary numbers, halves of a cent could be rounded the other way.
  const dollars = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const show = () => {
    const at = points.indexOf(Number(input.value));
    const valueOf = (row) => series[row.dataset.series].values[at];
    const rows = [...list.children].sort((a, b) => (valueOf(a) ?? Infinity) - (valueOf(b) ?? Infinity));
    const most = Math.max(...rows.map((row) => valueOf(row) ?? 0));
    document.getElementById("count-shown").textContent = input.value;
    for (const row of rows) {
      const value = valueOf(row);
      const more = series[row.dataset.series].complete[at] ? "" : "+";
      row.querySelector("i").style.width = `${((value ?? 0) / most) * 100}%`;
      row.querySelector("output").textContent =
        value === null ? "cannot" : `$${dollars.format(String(value))}${more}`;
    }
    list.append(...rows);
  };
  input.addEventListener("input", show);
  show();
  section.hidden = false;
};

setUpTheme();
setUpSorting();
setUpRanking();
