#!/usr/bin/env python3
"""A loopback https server that behaves well or badly, by path, for the tests of praatpaal-sync.

usage: server.py DIR

DIR gets ca.pem (trust this one), requests.log (a line for each request: path, then its headers) and
ports: "GOOD OTHER NAME", written last. GOOD has a certificate for 127.0.0.1 of that authority,
OTHER one of an unknown authority, NAME one of the right authority for another name. /list gives the
file DIR/list, with an ETag. The server ends when its standard input does, or after five minutes.
"""
import hashlib
import http.server
import os
import ssl
import subprocess
import sys
import threading
import time

DIR = sys.argv[1]
LONGEST_S = 300
PAGE = b"<!DOCTYPE html>\n<html><title>Inloggen</title></html>\n"


def openssl(*words):
    subprocess.run(("openssl", *words), check=True, cwd=DIR, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def make_authority(name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".pem")


def make_certificate(name, authority, san):
    with open(os.path.join(DIR, name + ".ext"), "w", encoding="ascii") as ext:
        ext.write("subjectAltName=" + san + "\n")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
            "/CN=" + name, "-keyout", name + ".key", "-out", name + ".csr")
    openssl("x509", "-req", "-in", name + ".csr", "-CA", authority + ".pem", "-CAkey",
            authority + ".key", "-CAcreateserial", "-days", "2", "-extfile", name + ".ext", "-out",
            name + ".pem")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def head(self, status, length=None, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def whole(self, status, body, kind="text/csv", **headers):
        self.head(status, len(body), Content_Type=kind, **headers)
        self.wfile.write(body)

    def redirect(self, to):
        self.head(302, 0, Location=to)

    def list_file(self):
        with open(os.path.join(DIR, "list"), "rb") as file:
            body = file.read()
        etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        if self.headers.get("If-None-Match") == etag:
            self.head(304, ETag=etag)
        else:
            self.whole(200, body, ETag=etag, Set_Cookie="who=kiosk-7")

    def endless(self):
        self.head(200, Content_Type="text/csv", Connection="close")
        while True:
            self.wfile.write(b"x" * 65536)

    def endless_headers(self):
        self.send_response(200)
        self.flush_headers()
        while True:
            self.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    def half(self):
        self.head(200, 50000, Content_Type="text/csv")
        self.wfile.write(b"id,kind,name,summary\n")
        self.close_connection = True

    def slow(self):
        self.head(200, 1000000, Content_Type="text/csv")
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(1)

    def do_GET(self):
        with open(os.path.join(DIR, "requests.log"), "a", encoding="utf-8") as log:
            log.write(self.path + " " + repr(sorted(self.headers.items())) + "\n")
        port = self.server.server_address[1]
        here = f"https://127.0.0.1:{port}"
        hop = self.path.rpartition("/")[2]
        if self.path.startswith("/hops/"):
            self.redirect(here + (f"/hops/{int(hop) - 1}" if int(hop) > 1 else "/list"))
            return
        if self.path.startswith("/size/"):
            self.whole(200, b"x" * int(hop))
            return
        if self.path.startswith("/undeclared/"):
            self.head(200, Content_Type="text/csv", Connection="close")
            self.wfile.write(b"x" * int(hop))
            self.close_connection = True
            return
        if self.path.startswith("/status/"):
            self.whole(int(hop), b"no")
            return
        {
            "/list": self.list_file,
            "/endless": self.endless,
            "/endless-headers": self.endless_headers,
            "/half": self.half,
            "/no-http": lambda: self.wfile.write(b"hello?\r\n" * 100),
            "/slow": self.slow,
            "/page": lambda: self.whole(200, PAGE, "text/html; charset=utf-8"),
            "/page-as-csv": lambda: self.whole(200, PAGE),
            "/empty": lambda: self.whole(200, b""),
            "/odd-etag": lambda: self.whole(200, b"x", ETag='"' + "e" * 300 + '"'),
            "/to-http": lambda: self.redirect(f"http://127.0.0.1:{port}/list"),
            "/to-file": lambda: self.redirect("file:///etc/hostname"),
            "/loop": lambda: self.redirect(here + "/loop"),
            "/unasked-304": lambda: self.head(304),
        }.get(self.path, lambda: self.whole(404, b"no"))()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients that hang up are what is tested


def serve(certificate):
    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(DIR, certificate + ".pem"),
                            os.path.join(DIR, certificate + ".key"))
    # The handshake is left to the request's own thread: one bad client does not stop the others.
    server.socket = context.wrap_socket(server.socket, server_side=True,
                                        do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return str(server.server_address[1])


def main():
    make_authority("ca")
    make_authority("stranger")
    make_certificate("good", "ca", "IP:127.0.0.1")
    make_certificate("other", "stranger", "IP:127.0.0.1")
    make_certificate("name", "ca", "DNS:elsewhere.example")
    ports = " ".join(serve(certificate) for certificate in ("good", "other", "name"))
    aside = os.path.join(DIR, "ports.new")
    with open(aside, "w", encoding="ascii") as file:
        file.write(ports + "\n")
    os.rename(aside, os.path.join(DIR, "ports"))
    threading.Timer(LONGEST_S, lambda: os._exit(1)).start()
    sys.stdin.read()
    os._exit(0)


main()
