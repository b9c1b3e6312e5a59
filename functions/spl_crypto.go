package functions

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
)

// splCrypto: hashes of text, in lower-case hexadecimal digits.
// https://help.splunk.com/en/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/cryptographic-functions
func splCrypto() []Func {
	hash := func(name string, sum func(string) string, cases Cases) Func {
		return Func{SPL: name, Args: "text", Doc: "The " + name + " hash of text.", Impl: Overloads{Map1(sum)}, SPLCases: cases}
	}
	return []Func{
		hash("md5", func(s string) string { h := md5.Sum([]byte(s)); return hex.EncodeToString(h[:]) },
			Cases{`md5("abc")`: `"900150983cd24fb0d6963f7d28e17f72"`}),
		hash("sha1", func(s string) string { h := sha1.Sum([]byte(s)); return hex.EncodeToString(h[:]) },
			Cases{`sha1("abc")`: `"a9993e364706816aba3e25717850c26c9cd0d89d"`}),
		hash("sha256", func(s string) string { h := sha256.Sum256([]byte(s)); return hex.EncodeToString(h[:]) },
			Cases{`sha256("abc")`: `"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"`}),
		hash("sha512", func(s string) string { h := sha512.Sum512([]byte(s)); return hex.EncodeToString(h[:]) },
			Cases{`len(sha512("abc"))`: `128`}),
	}
}
