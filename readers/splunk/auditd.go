package splunk

import "bytes"

// auditd makes fields of a record of the Linux audit daemon: type, the serial
// number of msg=audit(...) as event_id, and the key=value pairs, also those
// inside msg='...'. Values that the daemon spells in hexadecimal (proctitle,
// exe and the like) stay as they are: published searches resolve them.
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
	if _, serial, ok := bytes.Cut(b[:end], []byte{':'}); ok {
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
			x.name = append(x.name[:0], key...)
			x.add(x.name, value)
		}
		i = next
	}
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}
