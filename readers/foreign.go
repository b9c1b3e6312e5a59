package readers

import "strings"

// signatureBytes is how much of a file's beginning tells its kind.
const signatureBytes = 16

// signatures begin files that hold tables or logs in no form of text. Read as
// text they would give rows of nothing, so they are refused by name. Each holds
// more than a header line of CSV may begin with.
var signatures = []struct{ magic, kind, advice string }{
	{"PAR1\x15", "a Parquet file", "export it as NDJSON or CSV"},
	{"ElfFile\x00", "a Windows event log (.evtx)", "export its events as XML, one a line, or as JSON"},
	{"Obj\x01", "an Avro file", "export it as NDJSON"},
	{"ARROW1", "an Arrow file", "export it as NDJSON or CSV"},
	{"SQLite format 3\x00", "an SQLite database", "export its tables as CSV"},
	{"PK\x03\x04", "a zip archive (or a spreadsheet)", "unpack it, or export it as CSV"},
	{"\xd0\xcf\x11\xe0", "an old Office file", "export it as CSV"},
	{"BZh91AY&SY", "compressed with bzip2", "unpack it, or compress it with gzip or zstd"},
	{"\xfd7zXZ\x00", "compressed with xz", "unpack it, or compress it with gzip or zstd"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it"},
	{"\xd4\xc3\xb2\xa1", "a packet capture", "export what it says as JSON or CSV"},
	{"\x0a\x0d\x0d\x0a", "a packet capture", "export what it says as JSON or CSV"},
	{"%PDF-", "a PDF", "export it as CSV"},
}

// foreign is the error for a file that begins as no text does, or nil.
func foreign(name string, head []byte) error {
	for _, s := range signatures {
		if strings.HasPrefix(string(head), s.magic) {
			return errFormat(name, "is "+s.kind+", which is not read: "+s.advice)
		}
	}
	return nil
}
