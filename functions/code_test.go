package functions

import "testing"

func TestCodingFunctions(t *testing.T) {
	path := func(scheme, root, dir, name, file, ext, stream string) string {
		return `{"Scheme":"` + scheme + `","RootPath":"` + root + `","DirectoryPath":"` + dir + `","DirectoryName":"` + name +
			`","Filename":"` + file + `","Extension":"` + ext + `","AlternateDataStreamName":"` + stream + `"}`
	}
	runKernelCases(t, []kernelCase{
		{"url_encode", []any{"https://www.bing.com/hello world"}, `"https%3a%2f%2fwww.bing.com%2fhello+world"`},
		{"url_encode_component", []any{"https://www.bing.com/hello world/"}, `"https%3a%2f%2fwww.bing.com%2fhello%20world%2f"`},
		{"url_decode", []any{"a%2Fb%zz%4"}, `"a/b%zz%4"`},
		{"base64_encode_tostring", []any{"Kusto"}, `"S3VzdG8="`},
		{"base64_decode_tostring", []any{"VGhpcw=="}, `"This"`},
		{"base64_decode_tostring", []any{"/w=="}, `""`},
		{"base64_decode_toguid", []any{"JpbpECu8dUy7Pv5gbeJXAA=="}, `"10e99626-bc2b-4c75-bb3e-fe606de25700"`},
		{"base64_decode_toguid", []any{"abcd1231"}, `null`},
		{"base64_decode_toarray", []any{"S3U="}, `[75,117]`},
		{"base64_encode_fromarray", []any{js(`[75,117]`)}, `"S3U="`},
		{"gzip_decompress_from_base64_string", []any{"H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=="}, `"1234567890qwertyuiop"`},
		{"zlib_decompress_from_base64_string", []any{"eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4="}, `"Test string 123"`},
		{"zlib_decompress_from_base64_string", []any{"x0x0x0"}, `""`},
		{"hash", []any{"World"}, `1846988464401551951`},
		{"hash", []any{"World", 100}, `51`},
		{"hash_md5", []any{123}, `"202cb962ac59075b964b07152d234b70"`},
		{"hash_sha1", []any{"World"}, `"70c07ec18ef89c5309bbb0937f3a6342411e1fdd"`},
		{"hash_sha256", []any{"abc"}, `"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"`},
		{"unicode_codepoints_from_string", []any{"⒦⒰"}, `[9382,9392]`},
		{"unicode_codepoints_to_string", []any{js(`[75,117,115]`), 116, 111}, `"Kusto"`},
		{"parse_url", []any{"scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment"},
			`{"Scheme":"scheme","Host":"host","Port":"1234","Path":"/this/is/a/path","Username":"username","Password":"password","Query Parameters":{"k1":"v1","k2":"v2"},"Fragment":"fragment"}`},
		{"parse_path", []any{`C:\temp\file.txt`}, path("", `C:\\`, `C:\\temp`, "temp", "file.txt", "txt", "")},
		{"parse_path", []any{`temp\file.txt`}, path("", "", "temp", "temp", "file.txt", "txt", "")},
		{"parse_path", []any{`file://C:/temp/file.txt:some.exe`}, path("file", "C:/", "C:/temp", "temp", "file.txt", "txt", "some.exe")},
		{"parse_path", []any{`\\shared\users\temp\file.txt.gz`}, path("", "", `\\\\shared\\users\\temp`, "temp", "file.txt.gz", "gz", "")},
		{"parse_path", []any{`/usr/lib/temp/file.txt`}, path("", "", "/usr/lib/temp", "temp", "file.txt", "txt", "")},
		{"parse_csv", []any{"aa,\"b,b,b\",cc,\"Escaping quotes: \"\"Title\"\"\",\"line1\nline2\""}, `["aa","b,b,b","cc","Escaping quotes: \"Title\"","line1\nline2"]`},
		{"parse_csv", []any{"record1,a\nrecord2,x"}, `["record1","a"]`},
		{"parse_version", []any{"0.1.2.0"}, `"10000000200000000"`},
		{"parse_version", []any{"1"}, `"1000000000000000000000000"`},
		{"parse_version", []any{"1.x"}, `null`},
		{"parse_command_line", []any{`echo "hello world!" a\\b \"q`, "windows"}, `["echo","hello world!","a\\\\b","\"q"]`},
	})
}
