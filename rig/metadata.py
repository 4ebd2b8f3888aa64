"""Answers like the metadata service of a machine whose hop limit is 1: packets that are forwarded once do not arrive."""
import http.server
import socket


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"role credentials")


server = http.server.ThreadingHTTPServer(("169.254.169.254", 80), Handler)
server.socket.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 1)
server.serve_forever()
