package splunk

import "bytes"

// auditd makes fields of a record of the Linux audit daemon: type, the time
// and serial number of msg=audit(...) as audit_time and event_id, and the
// key=value pairs, also those inside msg='...'. Values that the daemon spells
// in hexadecimal (proctitle, exe and the like) are resolved, the bytes
// between arguments as blanks.
func (x *extraction) auditd(b []byte) {
	const open = "msg=audit("
	at := bytes.Index(b, []byte(open))
	if at < 0 {
		x.damaged = true
		x.autoPairs(b)
		return
	}
	x.autoPairs(b[:at])
	b = b[at+len(open):]
	end := bytes.IndexByte(b, ')')
	if end < 0 {
		x.damaged = true
		return
	}
	if when, serial, ok := bytes.Cut(b[:end], []byte{':'}); ok {
		x.addNamed("audit_time", when)
		x.addNamed("event_id", serial)
	}
	x.auditPairs(b[end+1:])
}

func (x *extraction) auditPairs(b []byte) {
	for i := 0; i < len(b); {
		eq := bytes.IndexByte(b[i:], '=')
		if eq < 0 {
			return
		}
		eq += i
		start := eq
		for start > i && isKeyByte(b[start-1]) {
			start--
		}
		key := b[start:eq]
		value, next := pairValue(b, eq+1)
		quoted := eq+1 < len(b) && (b[eq+1] == '"' || b[eq+1] == '\'')
		// The enriched copies of fields follow this byte.
		value, _, _ = bytes.Cut(value, []byte{0x1d})
		switch {
		case string(key) == "msg" && quoted:
			x.auditPairs(value)
		case len(key) > 0 && x.plan.Wants(key):
			if !quoted && isHexField(key) {
				value = x.fromHex(value)
			}
			x.name = append(x.name[:0], key...)
			x.add(x.name, value)
		}
		i = next
	}
}

// isHexField reports whether the daemon writes the field's value in
// hexadecimal when it holds blanks or quotes.
func isHexField(key []byte) bool {
	switch string(key) {
	case "proctitle", "exe", "comm", "cmd", "name", "cwd", "path", "data", "acct", "dir", "key", "op", "vm", "watch":
		return true
	}
	return len(key) > 1 && key[0] == 'a' && isDigits(key[1:])
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// fromHex resolves upper case hexadecimal text, and returns what is none as it
// is. Short values are numbers more often than text.
func (x *extraction) fromHex(b []byte) []byte {
	if len(b) < 6 || len(b)%2 != 0 {
		return b
	}
	out := x.value[:0]
	for i := 0; i < len(b); i += 2 {
		hi, lo := hexDigit(b[i]), hexDigit(b[i+1])
		if hi < 0 || lo < 0 {
			return b
		}
		c := byte(hi<<4 | lo)
		switch {
		case c == 0:
			c = ' '
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x1b:
			return b
		}
		out = append(out, c)
	}
	x.value = out
	return bytes.TrimRight(out, " ")
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
