import { dirname, relative, resolve, sep } from "node:path";
import tseslint from "typescript-eslint";

/**
 * The flow settings -> plan -> (state + tier) -> components, resources -> cost: what a folder may import of ours besides
 * itself. Folders and files that are not listed (cli/, index.ts, stack-cost.ts) may import everything but tests.
 */
const mayImport = {
  settings: [],
  plan: ["settings"],
  box: ["plan", "settings"],
  components: ["box", "plan", "settings"],
  local: ["box", "components", "plan", "settings"],
  rig: ["box", "cli", "components", "plan", "settings"],
  lab: ["box", "components", "local", "plan", "rig", "settings"],
  joining: ["plan", "settings"],
  leaving: ["box", "plan", "settings"],
  "state.ts": ["components", "box", "plan", "settings"],
  tiers: ["state", "components", "box", "plan", "settings"],
  cost: ["prices"],
  policy: [],
};
const importTests = ["test", "bench"];

/** A path alone does not tell how deep the importing file lies, so the linter's own import rules cannot do this. */
const flow = {
  meta: { type: "problem", schema: [], messages: { back: "{{from}} may not import {{to}}: {{flow}}" } },
  create(context) {
    const [from] = relative(context.cwd, context.filename).split(sep);
    if (importTests.includes(from)) return {};
    const allowed = mayImport[from];
    const check = (source) => {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) return;
      const target = relative(context.cwd, resolve(dirname(context.filename), source.value));
      const [to] = target.split(sep);
      if (to === from || (allowed ? allowed.includes(to) : to !== "test")) return;
      const known = allowed
        ? `only ${[...allowed, "itself"].join(", ")}.`
        : "tests are for test/ and bench/.";
      context.report({ node: source, messageId: "back", data: { from, to, flow: known } });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
      TSExternalModuleReference: ({ expression }) => check(expression),
      "CallExpression[callee.name='require']": (call) => check(call.arguments[0]),
    };
  },
};

const noPulumi = { regex: "^@pulumi/", message: "plan/, box/, cost/ and policy/ know no Pulumi." };
const noConfig = [
  "MemberExpression[property.name=/^(Config|allConfig|getConfig)$/]",
  "ImportSpecifier[imported.name=/^(Config|allConfig|getConfig)$/]",
].map((selector) => ({ selector, message: "Only settings/ reads Pulumi's configuration." }));
const whole = "A preview must show all that up does: ";
const noSurprise = [
  {
    selector:
      "CallExpression[callee.property.name='apply'] > :function NewExpression:not(ThrowStatement > NewExpression)",
    message: `${whole}a resource made inside apply is missing there; let the plan decide whether it exists.`,
  },
  { selector: "MemberExpression[property.name='isDryRun']", message: `${whole}do not ask which one it is.` },
];
const noWaiting = [
  { selector: ":function[async=true]", message: "The plan is plain JSON: nothing to wait for." },
  { selector: "TSTypeReference[typeName.name='Promise']", message: "The plan is plain JSON: no promises." },
];

export default tseslint.config(
  { ignores: ["node_modules/", "out/", "examples/", "**/*.js", "**/*.cjs", "test/golden/"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { ladder: { rules: { flow } } },
    rules: {
      "ladder/flow": "error",
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      eqeqeq: "error",
      "no-restricted-syntax": ["error", ...noConfig],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/prefer-nullish-coalescing": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
    },
  },
  { files: ["settings/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["state.ts", "tiers/**/*.ts", "components/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...noConfig, ...noSurprise] },
  },
  {
    files: ["box/**/*.ts", "cost/**/*.ts", "policy/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [noPulumi] }] },
  },
  {
    // The same settings give the same bytes.
    files: ["plan/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            noPulumi,
            {
              regex: "^node:(?!crypto$)|^(fs|os|process|child_process|timers)(/|$)",
              message: "plan/ is pure.",
            },
          ],
          paths: [{ name: "node:crypto", allowImportNames: ["createHash"], message: "plan/ is pure." }],
        },
      ],
      "no-restricted-globals": ["error", "process", "Date", "Promise", "performance", "fetch", "globalThis"],
      "no-restricted-properties": ["error", { object: "Math", property: "random" }],
      "no-restricted-syntax": ["error", ...noConfig, ...noWaiting],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
);
