package splunk

import "bytes"

// autoPairs makes fields of key=value pairs (KV_MODE=auto): the value ends at
// a blank, comma, semicolon, ampersand or bar unless double or single quotes
// are around it. Of a repeated key the first value counts.
func (x *extraction) autoPairs(b []byte) {
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
		value, next := pairValue(b, eq+1)
		if start < eq && len(value) > 0 {
			x.name = append(x.name[:0], b[start:eq]...)
			x.add(cleanKey(x.name), value)
		}
		i = next
	}
}

// pairValue is the value that starts at b[i], without quotes, and where to go
// on.
func pairValue(b []byte, i int) (value []byte, next int) {
	if i < len(b) && (b[i] == '"' || b[i] == '\'') {
		quote := b[i]
		for end := i + 1; end < len(b); end++ {
			switch b[end] {
			case '\\':
				end++
			case quote:
				return b[i+1 : end], end + 1
			}
		}
	}
	end := i
	for end < len(b) && !endsPair(b[end]) {
		end++
	}
	return b[i:end], max(end, i)
}

func endsPair(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', ',', ';', '&', '|', '"':
		return true
	}
	return false
}

func isKeyByte(c byte) bool {
	return isAlnum(c) || c == '_' || c == '.' || c == '-' || c == ':' || c >= 0x80
}
