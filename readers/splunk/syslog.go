package splunk

import "bytes"

// syslog makes fields of a message's head, RFC 5424 or 3164: pri, facility and
// severity as numbers, host, process (app_name), pid, msgid, and structured
// data as id.name; and returns the text behind it.
func (x *extraction) syslog(b []byte) []byte {
	rest := x.priority(b)
	if len(rest) > 2 && rest[0] >= '1' && rest[0] <= '9' && rest[1] == ' ' && len(rest) < len(b) {
		return x.syslog5424(rest[2:])
	}
	if _, n, ok := bsdTime(rest); ok {
		rest = bytes.TrimLeft(rest[n:], " ")
	} else if n := tokenLen(rest); n > 18 && rest[4] == '-' && rest[10] == 'T' {
		rest = bytes.TrimLeft(rest[n:], " ")
	} else {
		x.damaged = true
		return rest
	}
	host := rest[:tokenLen(rest)]
	if len(host) > 0 && host[len(host)-1] != ':' && bytes.IndexByte(host, '[') < 0 {
		x.addNamed("host", host)
		rest = bytes.TrimLeft(rest[len(host):], " ")
	}
	return x.syslogTag(rest)
}

// priority reads <n>.
func (x *extraction) priority(b []byte) []byte {
	if len(b) < 3 || b[0] != '<' {
		return b
	}
	end := bytes.IndexByte(b[:min(len(b), 5)], '>')
	if end < 2 || !isDigits(b[1:end]) {
		return b
	}
	n := 0
	for _, c := range b[1:end] {
		n = n*10 + int(c-'0')
	}
	x.addNamed("pri", b[1:end])
	x.addNumber("facility", n/8)
	x.addNumber("severity_id", n%8)
	return b[end+1:]
}

func (x *extraction) addNumber(name string, n int) {
	var digits [8]byte
	i := len(digits)
	for {
		i--
		digits[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			break
		}
	}
	x.addNamed(name, digits[i:])
}

func tokenLen(b []byte) int {
	if n := bytes.IndexByte(b, ' '); n >= 0 {
		return n
	}
	return len(b)
}

// syslogTag reads process[pid]: and leaves the message.
func (x *extraction) syslogTag(b []byte) []byte {
	n := bytes.IndexAny(b, ":[ ")
	if n <= 0 || b[n] == ' ' {
		return b
	}
	process, rest := b[:n], b[n:]
	if rest[0] == '[' {
		end := bytes.IndexByte(rest, ']')
		if end < 0 {
			return b
		}
		x.addNamed("pid", rest[1:end])
		rest = rest[end+1:]
	}
	x.addNamed("process", process)
	return bytes.TrimLeft(bytes.TrimPrefix(rest, []byte{':'}), " ")
}

var heads5424 = []string{"timestamp", "host", "app_name", "pid", "msgid"}

func (x *extraction) syslog5424(b []byte) []byte {
	for _, name := range heads5424 {
		n := tokenLen(b)
		if value := b[:n]; n > 0 && string(value) != "-" && name != "timestamp" {
			x.addNamed(name, value)
			if name == "app_name" {
				x.addNamed("process", value)
			}
		}
		b = b[min(n+1, len(b)):]
	}
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	for len(b) > 0 && b[0] == '[' {
		if b = x.structuredData(b[1:]); b == nil {
			x.damaged = true
			return nil
		}
	}
	return bytes.TrimPrefix(bytes.TrimLeft(b, " "), []byte("\ufeff"))
}

// structuredData reads one element behind its [ and returns what follows the
// ]; nil when it has no end.
func (x *extraction) structuredData(b []byte) []byte {
	n := bytes.IndexAny(b, " ]")
	if n < 0 {
		return nil
	}
	id := b[:n]
	b = b[n:]
	for len(b) > 0 && b[0] == ' ' {
		b = bytes.TrimLeft(b, " ")
		eq := bytes.Index(b, []byte(`="`))
		if eq < 0 {
			return nil
		}
		end := eq + 2
		for end < len(b) && b[end] != '"' {
			if b[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(b) {
			return nil
		}
		x.name = append(append(append(x.name[:0], id...), '.'), b[:eq]...)
		x.append(x.name, x.unescape(b[eq+2:end]), PhaseKV)
		b = b[end+1:]
	}
	if len(b) == 0 || b[0] != ']' {
		return nil
	}
	return b[1:]
}

// unescape drops the backslash before ", \ and ].
func (x *extraction) unescape(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	out := x.value[:0]
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) && (b[i+1] == '"' || b[i+1] == '\\' || b[i+1] == ']') {
			i++
		}
		out = append(out, b[i])
	}
	x.value = out
	return out
}

// LooksSyslog reports whether a line begins as a syslog message does.
func LooksSyslog(line []byte) bool {
	if len(line) > 3 && line[0] == '<' {
		end := bytes.IndexByte(line[:min(len(line), 5)], '>')
		return end > 1 && isDigits(line[1:end])
	}
	var c clock
	return strptime("%b %e %H:%M:%S", line, &c) > 0
}
