package functions

import (
	"strings"

	"github.com/goshawk-lang/goshawk/table"
)

// textParse: taking texts of a known shape apart.
func textParse() []Func {
	return []Func{
		{
			KQL: "parse_url parseurl", Args: "url", Null: NullSeen,
			Doc:  "Takes a URL apart into a bag.",
			Impl: Overloads{Map1(parseURL)},
			Cases: Cases{
				`parse_url("scheme://user:pw@host:1234/a/b?k1=v1&k2=v2#frag")`: `dynamic({"Scheme": "scheme", "Host": "host", "Port": "1234", "Path": "/a/b", "Username": "user", "Password": "pw", "Query Parameters": {"k1": "v1", "k2": "v2"}, "Fragment": "frag"})`,
			},
		},
		{
			KQL: "parse_urlquery parseurlquery", Args: "query", Null: NullSeen,
			Doc: "Takes the query of a URL apart into a bag.",
			Impl: Overloads{Map1(func(s string) table.Value {
				b := table.NewBag(1)
				b.Set("Query Parameters", queryBag(s))
				return table.BagValue(b)
			})},
			Cases: Cases{`parse_urlquery("k1=v1&k2=v2")`: `dynamic({"Query Parameters": {"k1": "v1", "k2": "v2"}})`},
		},
		{
			KQL: "parse_path", Args: "path", Null: NullSeen,
			Doc:   "Takes the path of a file apart into a bag.",
			Impl:  Overloads{Map1(parsePath)},
			Cases: Cases{`parse_path(@"C:\temp\file.txt").DirectoryName`: `dynamic("temp")`, `parse_path("/usr/lib/file.tar.gz").Extension`: `dynamic("gz")`},
		},
		{
			KQL: "parse_csv", Args: "text", Null: NullSeen, ResultName: "$1",
			Doc:   "Gets the fields of the first record of CSV text.",
			Impl:  Overloads{mapText1(func(s string) (table.Value, bool) { return firstCSVRecord(s), true })},
			Cases: Cases{`parse_csv('aa,"b,b",cc,"say ""hi"""')`: `dynamic(["aa", "b,b", "cc", "say \"hi\""])`, `parse_csv("a,b\nc")`: `dynamic(["a", "b"])`},
		},
		{
			KQL: "parse_version", Args: "version", Null: NullSeen,
			Doc:   "Converts a version of up to four numbers to a number that can be compared.",
			Impl:  Overloads{Map1OK(parseVersion)},
			Cases: Cases{`parse_version("1.2.3.4")`: `decimal(1000000020000000300000004)`, `parse_version("0.0.7.0") > parse_version("0.0.3")`: `true`, `parse_version("a")`: `decimal(null)`},
		},
		{
			KQL: "parse_command_line", Args: "command parser", Null: NullSeen,
			Doc: `Splits a command line into its arguments by the rules of Windows (parser "windows", the only one).`,
			Impl: Overloads{{
				Params: []table.Type{table.TypeUnknown, table.TypeString}, Result: table.TypeDynamic, Kernel: parseCommandLine,
			}},
			Cases: Cases{`parse_command_line("echo \"hello world!\" x", "windows")`: `dynamic(["echo", "hello world!", "x"])`},
		},
	}
}

func bagOf(pairs ...string) *table.Bag {
	b := table.NewBag(len(pairs)/2 + 1)
	for i := 0; i+1 < len(pairs); i += 2 {
		b.Set(pairs[i], table.StringValue(pairs[i+1]))
	}
	return b
}

func parseURL(s string) table.Value {
	var fragment, query, user, password, port string
	s, fragment, _ = strings.Cut(s, "#")
	s, query, _ = strings.Cut(s, "?")
	scheme, rest, hasScheme := strings.Cut(s, "://")
	if !hasScheme {
		scheme, rest = "", s
	}
	host, path := rest, ""
	if at := strings.IndexByte(rest, '/'); at >= 0 {
		host, path = rest[:at], rest[at:]
	}
	if !hasScheme {
		host, path = "", rest
	}
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		user, password, _ = strings.Cut(host[:at], ":")
		host = host[at+1:]
	}
	if at := strings.LastIndexByte(host, ':'); at >= 0 && !strings.HasSuffix(host, "]") {
		host, port = host[:at], host[at+1:]
	}
	b := bagOf("Scheme", scheme, "Host", host, "Port", port, "Path", path, "Username", user, "Password", password)
	b.Set("Query Parameters", queryBag(query))
	b.Set("Fragment", table.StringValue(fragment))
	return table.BagValue(b)
}

func queryBag(query string) table.Value {
	b := table.NewBag(4)
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(strings.TrimPrefix(query, "?"), "&")
		if key, value, _ := strings.Cut(pair, "="); key != "" {
			b.Set(key, table.StringValue(value))
		}
	}
	return table.BagValue(b)
}

func parsePath(s string) table.Value {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		scheme, rest = "", s
	}
	stream, root := "", ""
	if len(rest) > 2 && rest[1] == ':' && (rest[2] == '\\' || rest[2] == '/') {
		root = rest[:3]
	}
	if at := strings.LastIndexByte(rest, ':'); at > 1 && at > strings.LastIndexAny(rest, `\/`) {
		rest, stream = rest[:at], rest[at+1:]
	}
	directory, file := "", rest
	if at := strings.LastIndexAny(rest, `\/`); at >= 0 {
		directory, file = rest[:at], rest[at+1:]
	}
	name := directory
	if at := strings.LastIndexAny(directory, `\/`); at >= 0 {
		name = directory[at+1:]
	}
	extension := ""
	if at := strings.LastIndexByte(file, '.'); at >= 0 {
		extension = file[at+1:]
	}
	return table.BagValue(bagOf("Scheme", scheme, "RootPath", root, "DirectoryPath", directory, "DirectoryName", name,
		"Filename", file, "Extension", extension, "AlternateDataStreamName", stream))
}

// firstCSVRecord follows RFC 4180.
func firstCSVRecord(s string) table.Value {
	var out []table.Value
	for {
		if !strings.HasPrefix(s, `"`) {
			end := strings.IndexAny(s, ",\r\n")
			if end < 0 {
				end = len(s)
			}
			out = append(out, table.StringValue(s[:end]))
			s = s[end:]
		} else {
			var b strings.Builder
			s = s[1:]
			for {
				at := strings.IndexByte(s, '"')
				if at < 0 {
					b.WriteString(s)
					s = ""
					break
				}
				b.WriteString(s[:at])
				s = s[at+1:]
				if !strings.HasPrefix(s, `"`) {
					break
				}
				b.WriteByte('"')
				s = s[1:]
			}
			out = append(out, table.StringValue(b.String()))
		}
		if !strings.HasPrefix(s, ",") {
			return table.ArrayValue(out)
		}
		s = s[1:]
	}
}

// parseVersion gives each of four parts eight digits.
func parseVersion(s string) (table.Decimal, bool) {
	parts := strings.Split(s, ".")
	if len(parts) > 4 {
		return table.Decimal{}, false
	}
	var digits strings.Builder
	for i := range 4 {
		part := "0"
		if i < len(parts) {
			part = parts[i]
		}
		if part == "" || len(part) > 8 || strings.Trim(part, "0123456789") != "" {
			return table.Decimal{}, false
		}
		digits.WriteString(strings.Repeat("0", 8-len(part)) + part)
	}
	return table.ParseDecimal(digits.String())
}

func parseCommandLine(c *Call, args []table.Column) (table.Column, error) {
	text, parser := newTextArg(args[0]), NewArg[string](args[1])
	if c.N > 0 && !strings.EqualFold(parser.At(0), "windows") {
		return nil, errArgument("parse_command_line", "the parser", `"windows"`)
	}
	return mapRows(c, constant(text.step, parser.step), nil, func(i int) (table.Value, bool) {
		return splitCommandLine(text.At(i))
	}), nil
}

// splitCommandLine follows the rules of CommandLineToArgvW: quotes keep blanks,
// backslashes count only before a quote.
func splitCommandLine(s string) (table.Value, bool) {
	var out []table.Value
	for {
		s = strings.TrimLeft(s, " \t")
		if s == "" {
			return table.ArrayValue(out), out != nil
		}
		var b strings.Builder
		quoted := false
		i := 0
		for ; i < len(s) && (quoted || s[i] != ' ' && s[i] != '\t'); i++ {
			slashes := 0
			for i < len(s) && s[i] == '\\' {
				slashes, i = slashes+1, i+1
			}
			switch {
			case i < len(s) && s[i] == '"':
				b.WriteString(strings.Repeat(`\`, slashes/2))
				if slashes%2 == 1 {
					b.WriteByte('"')
				} else {
					quoted = !quoted
				}
			case slashes > 0:
				b.WriteString(strings.Repeat(`\`, slashes))
				i--
			default:
				b.WriteByte(s[i])
			}
		}
		out = append(out, table.StringValue(b.String()))
		s = s[i:]
	}
}
