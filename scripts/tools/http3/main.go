// Asks an address over HTTP/3 for an app's host and prints the answer: `http3 ADDRESS URL AUTHORITY`.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("Usage: http3 ADDRESS:PORT URL AUTHORITY (a PEM file)")
	}
	if err := ask(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

// Nothing is looked up: every connection goes to the address.
func ask(address, url, authority string) error {
	certificate, err := os.ReadFile(authority)
	if err != nil {
		return err
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(certificate)
	transport := &http3.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusted},
		Dial: func(ctx context.Context, _ string, secure *tls.Config, options *quic.Config) (*quic.Conn, error) {
			return quic.DialAddr(ctx, address, secure, options)
		},
	}
	defer transport.Close()
	answer, err := (&http.Client{Transport: transport, Timeout: 20 * time.Second}).Get(url)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	fmt.Printf("%s %d\n", answer.Proto, answer.StatusCode)
	_, err = io.Copy(os.Stdout, answer.Body)
	return err
}
