package functions

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goshawk-lang/goshawk/table"
)

// textCode: texts in other codings.
func textCode() []Func {
	return []Func{
		{
			KQL: "url_encode", Args: "text", Null: NullSeen,
			Doc:   "Encodes text for a URL's query, blanks as +.",
			Impl:  Overloads{Map1(func(s string) string { return encodeURL(s, "+") })},
			Cases: Cases{`url_encode("https://www.bing.com/hello world")`: `"https%3a%2f%2fwww.bing.com%2fhello+world"`},
		},
		{
			KQL: "url_encode_component", Args: "text", Null: NullSeen,
			Doc:   "Encodes text for a part of a URL, blanks as %20.",
			Impl:  Overloads{Map1(func(s string) string { return encodeURL(s, "%20") })},
			Cases: Cases{`url_encode_component("a b/é")`: `"a%20b%2f%c3%a9"`},
		},
		{
			KQL: "url_decode", Args: "text", Null: NullSeen,
			Doc:   "Decodes what a URL's encoding made of a text.",
			Impl:  Overloads{Map1(decodeURL)},
			Cases: Cases{`url_decode("https%3a%2f%2fwww.bing.com%2f")`: `"https://www.bing.com/"`, `url_decode("100%")`: `"100%"`},
		},
		{
			KQL: "base64_encode_tostring base64_encodestring", Args: "text", Null: NullSeen,
			Doc:   "Encodes text in base64.",
			Impl:  Overloads{Map1(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) })},
			Cases: Cases{`base64_encode_tostring("Kusto")`: `"S3VzdG8="`},
		},
		{
			KQL: "base64_decode_tostring base64_decodestring", Args: "base64", Null: NullSeen,
			Doc:   "Decodes base64 to text; the empty string when it is not valid base64 of UTF-8.",
			Impl:  Overloads{Map1(decodeBase64Text)},
			Cases: Cases{`base64_decode_tostring("S3VzdG8=")`: `"Kusto"`, `base64_decode_tostring("?")`: `""`},
		},
		{
			KQL: "base64_decode_toarray", Args: "base64", Null: NullSeen,
			Doc: "Decodes base64 to an array of bytes; null when it is not valid.",
			Impl: Overloads{Map1OK(func(s string) (table.Value, bool) {
				b, ok := decodeBase64(s)
				return byteArray(b), ok
			})},
			Cases: Cases{`base64_decode_toarray("S3VzdG8=")`: `dynamic([75, 117, 115, 116, 111])`},
		},
		{
			KQL: "base64_encode_fromarray", Args: "bytes", Null: NullSeen,
			Doc:   "Encodes an array of bytes in base64; the empty string when it is not one.",
			Impl:  Overloads{mapArray(encodeBytes)},
			Cases: Cases{`base64_encode_fromarray(dynamic([75, 117]))`: `"S3U="`, `base64_encode_fromarray(dynamic([999]))`: `""`},
		},
		{
			KQL: "base64_decode_toguid", Args: "base64", Null: NullSeen,
			Doc: "Decodes base64 of 16 bytes to a guid, null for anything else.",
			Impl: Overloads{Map1OK(func(s string) (table.GUID, bool) {
				b, ok := decodeBase64(s)
				if !ok || len(b) != 16 {
					return table.GUID{}, false
				}
				return swapGUID(table.GUID(b)), true
			})},
			Cases: Cases{`base64_decode_toguid("JpbpECu8dUy7Pv5gbeJXAA==")`: `guid(10e99626-bc2b-4c75-bb3e-fe606de25700)`, `base64_decode_toguid("abcd1231")`: `guid(null)`},
		},
		{
			KQL: "base64_encode_fromguid", Args: "guid",
			Doc: "Encodes a guid's bytes in base64.",
			Impl: Overloads{Map1(func(g table.GUID) string {
				g = swapGUID(g)
				return base64.StdEncoding.EncodeToString(g[:])
			})},
			Cases: Cases{`base64_encode_fromguid(guid(10e99626-bc2b-4c75-bb3e-fe606de25700))`: `"JpbpECu8dUy7Pv5gbeJXAA=="`},
		},
		{
			KQL: "gzip_decompress_from_base64_string", Args: "base64", Null: NullSeen,
			Doc: "Decodes base64 and decompresses gzip; the empty string when it is not valid.",
			Impl: Overloads{Map1(func(s string) string {
				return inflate(s, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
			})},
			Cases: Cases{`gzip_decompress_from_base64_string("H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==")`: `"1234567890qwertyuiop"`},
		},
		{
			KQL: "zlib_decompress_from_base64_string", Args: "base64", Null: NullSeen,
			Doc: "Decodes base64 and decompresses zlib; the empty string when it is not valid.",
			Impl: Overloads{Map1(func(s string) string {
				return inflate(s, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
			})},
			Cases: Cases{`zlib_decompress_from_base64_string("eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=")`: `"Test string 123"`, `zlib_decompress_from_base64_string("x0x0x0")`: `""`},
		},
		{
			KQL: "gzip_compress_to_base64_string", Args: "text", Null: NullSeen,
			Doc: "Compresses text with gzip and encodes it in base64.",
			Impl: Overloads{Map1(func(s string) string {
				return deflate(s, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
			})},
			Cases: Cases{`gzip_decompress_from_base64_string(gzip_compress_to_base64_string("aé"))`: `"aé"`},
		},
		{
			KQL: "zlib_compress_to_base64_string", Args: "text", Null: NullSeen,
			Doc: "Compresses text with zlib and encodes it in base64.",
			Impl: Overloads{Map1(func(s string) string {
				return deflate(s, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
			})},
			Cases: Cases{`zlib_decompress_from_base64_string(zlib_compress_to_base64_string("aé"))`: `"aé"`},
		},
	}
}

// encodeURL leaves letters, digits and -_.!*() as they are.
func encodeURL(s, blank string) string {
	const hex = "0123456789abcdef"
	b := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < utf8.RuneSelf && isTermRune(rune(c)), strings.IndexByte("-_.!*()", c) >= 0:
			b = append(b, c)
		case c == ' ':
			b = append(b, blank...)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func decodeURL(s string) string {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2])
			if hi < 16 && lo < 16 {
				b = append(b, hi<<4|lo)
				i += 2
				continue
			}
		}
		if s[i] == '+' {
			b = append(b, ' ')
			continue
		}
		b = append(b, s[i])
	}
	return string(b)
}

// hexDigit is the value of a hexadecimal digit, 255 for anything else.
func hexDigit(c byte) byte {
	switch c = asciiLower[c]; {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}

func decodeBase64(s string) ([]byte, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	return b, err == nil
}

func decodeBase64Text(s string) string {
	b, ok := decodeBase64(s)
	if !ok || !utf8.Valid(b) {
		return ""
	}
	return string(b)
}

func byteArray(b []byte) table.Value {
	out := make([]table.Value, len(b))
	for i, c := range b {
		out[i] = table.LongValue(int64(c))
	}
	return table.ArrayValue(out)
}

func encodeBytes(a, _ []table.Value) (string, bool) {
	b := make([]byte, len(a))
	for i, v := range a {
		if !isInteger(v) || v.Int() < 0 || v.Int() > 255 {
			return "", true
		}
		b[i] = byte(v.Int())
	}
	return base64.StdEncoding.EncodeToString(b), true
}

// swapGUID turns the bytes of the first three groups around: .NET keeps them
// in little-endian order.
func swapGUID(g table.GUID) table.GUID {
	g[0], g[1], g[2], g[3] = g[3], g[2], g[1], g[0]
	g[4], g[5], g[6], g[7] = g[5], g[4], g[7], g[6]
	return g
}

// maxInflated bounds what a compressed text may grow to.
const maxInflated = 16 << 20

func inflate(s string, open func(io.Reader) (io.Reader, error)) string {
	b, ok := decodeBase64(s)
	if !ok {
		return ""
	}
	r, err := open(bytes.NewReader(b))
	if err != nil {
		return ""
	}
	out, err := io.ReadAll(io.LimitReader(r, maxInflated))
	if err != nil || !utf8.Valid(out) {
		return ""
	}
	return string(out)
}

func deflate(s string, open func(io.Writer) io.WriteCloser) string {
	var b bytes.Buffer
	w := open(&b)
	// Writing to a buffer does not fail.
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}
