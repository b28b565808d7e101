// The page for whoever is not signed in.

/** What a browser gets in place of a page it may not see. Plain HTML: it needs nothing that is not in it. */
export function signInPage(message: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Sign in · Cartbeat</title>
<main>
<h1>Cartbeat</h1>
<form method="post" action="/v1/login">
<p><label for="token">Admin token</label></p>
<p><input id="token" name="token" type="password" autocomplete="current-password" required autofocus></p>
<p role="alert">${message}</p>
<p><button>Sign in</button></p>
</form>
</main>
</html>
`
}
