package splunk

import "bytes"

// winText makes fields of a Windows event in text: the lines key=value of its
// head, Message with all that follows, and every "Name: value" of the message,
// blanks in names as _; a name that occurs in several sections has several
// values.
func (x *extraction) winText(b []byte) {
	found := false
	for len(b) > 0 {
		line, rest := cutLine(b)
		key, value, ok := bytes.Cut(line, []byte{'='})
		if ok && isHeadKey(key) {
			found = true
			if string(key) == "Message" {
				x.addNamed("Message", bytes.TrimSpace(b[len("Message="):]))
				x.message(b[len("Message="):])
				return
			}
			x.name = append(x.name[:0], key...)
			x.add(x.name, bytes.TrimSpace(value))
		}
		b = rest
	}
	x.damaged = x.damaged || !found
}

func isHeadKey(key []byte) bool {
	for _, c := range key {
		if !isAlnum(c) && c != '_' {
			return false
		}
	}
	return len(key) > 0
}

func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), rest
}

// message reads the lines "Name: value".
func (x *extraction) message(b []byte) {
	for len(b) > 0 {
		var line []byte
		line, b = cutLine(b)
		colon := bytes.IndexByte(line, ':')
		if colon <= 0 || colon+1 >= len(line) || line[colon+1] != ' ' && line[colon+1] != '\t' {
			continue
		}
		value := bytes.TrimSpace(line[colon+1:])
		key := bytes.TrimSpace(line[:colon])
		if len(value) == 0 || len(key) == 0 {
			continue
		}
		x.name = append(x.name[:0], key...)
		x.append(cleanKey(x.name), value, PhaseKV)
	}
}
