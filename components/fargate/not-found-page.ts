/** The box's page for a missing address: box/caddy/snippets.caddy. */
export const notFoundPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page not found</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 1.5rem; font: 1.1rem/1.6 system-ui, sans-serif; color-scheme: light dark }
</style>
</head>
<body>
<main>
<h1>Page not found</h1>
<p>Please check the address.</p>
<p><small>404</small></p>
</main>
</body>
</html>
`;
