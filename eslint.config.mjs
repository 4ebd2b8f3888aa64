import tseslint from "typescript-eslint";

/** Imports that would point back along settings -> plan -> (state + tier) -> components, resources -> cost. */
const forbid = (files, patterns, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ regex: patterns, message }] }] },
});

export default tseslint.config(
  { ignores: ["node_modules/", "out/", "examples/", "**/*.js", "**/*.cjs", "test/golden/"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      eqeqeq: "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/prefer-nullish-coalescing": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
    },
  },
  {
    files: ["state.ts", "tiers/**/*.ts", "components/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='apply'] NewExpression[callee.object.name!='Error']",
          message:
            "A resource made inside apply is missing from previews: let the plan decide whether it exists.",
        },
        {
          selector: "CallExpression[callee.property.name='isDryRun']",
          message: "A preview must show what up does.",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
  forbid(
    ["plan/**/*.ts", "cost/**/*.ts"],
    "^@pulumi/|^(\\.\\./)+(tiers|components|state|cli)(/|$)",
    "plan/ and cost/ are pure: no Pulumi, nothing that creates resources.",
  ),
  forbid(
    ["settings/**/*.ts"],
    "^(\\.\\./)+(plan|tiers|components|state|cli|cost|box)(/|$)",
    "settings/ is the first step of the flow.",
  ),
  forbid(
    ["components/**/*.ts", "box/**/*.ts"],
    "^(\\.\\./)+(tiers|cli|cost|state)(/|$)",
    "components/ and box/ know no tier.",
  ),
  forbid(
    ["box/**/*.ts"],
    "^@pulumi/|^(\\.\\./)+(tiers|cli|cost|state|components)(/|$)",
    "box/ renders plain text from the plan.",
  ),
);
