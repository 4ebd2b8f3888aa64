// Caddy with its standard modules and the rate limiter; the same as `xcaddy build --with github.com/mholt/caddy-ratelimit`.
package main

import (
	caddycmd "github.com/caddyserver/caddy/v2/cmd"

	_ "github.com/caddyserver/caddy/v2/modules/standard"
	_ "github.com/mholt/caddy-ratelimit"
)

func main() {
	caddycmd.Main()
}
