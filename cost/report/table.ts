import { escape } from "./escape";

/** A plain table of ready HTML cells: the first column names the row, the others are numbers. */
export function dataTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = heads
    .map((name, index) => `<th scope="col"${index > 0 ? ' class="number"' : ""}>${escape(name)}</th>`)
    .join("");
  const body = rows.map(([name = "", ...cells]) => {
    return `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td class="number">${cell}</td>`).join("")}</tr>`;
  });
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escape(caption)}"><table>
<caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>
${body.join("\n")}
</tbody></table></div>`;
}
